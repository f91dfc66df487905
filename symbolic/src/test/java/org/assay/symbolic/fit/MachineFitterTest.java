package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.assay.datasets.language.Languages;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;

class MachineFitterTest {
    @Test
    void tables() {
        for (String name : new String[] {"golden-mean", "z1r", "even", "rrxor", "mess3"}) {
            ProcessContexts known = ProcessContexts.of(Languages.open(name), name.equals("mess3") ? 9 : 14);
            long t0 = System.nanoTime();
            FittedMachine fitted = MachineFitter.fit(known.process(), known.contexts(), Optional.empty(), MachineOptions.of(1e8), Progress.SILENT);
            long t1 = System.nanoTime();
            String text = ProgramPrinter.print(fitted.program());
            double excess = known.excess(Interpreter.of(ProgramParser.parse(text, "t"), "p").next(known.contexts()));
            long t2 = System.nanoTime();
            System.out.println(name + " " + fitted.labels().tried() + " labels " + fitted.labels().count() + " lines " + text.lines().count() + " excess " + excess + " ms " + (t1 - t0) / 1000000 + " " + (t2 - t1) / 1000000);
            if (text.lines().count() < 60) System.out.println(text);
        }
    }
}
