package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.ModelFolder;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of docs/compiling.md: every line of code on the page stands here, is compiled and is run. */
class CompilingPageTest {
    private static final Path PAGE = Path.of("../docs/compiling.md");
    private static final Path SELF = Path.of("src/test/java/org/assay/analysis/compile/CompilingPageTest.java");

    @Test
    void the_example_does_what_the_page_says(@TempDir Path folder) throws IOException {
        // the page begins
        Program program = ProgramParser.parse("""
                vocab a b c d
                label letter
                label a : letter
                label b : letter
                label c : letter
                label d : letter
                token a -> a
                token b -> b
                token c -> c
                token d -> d
                head previous layer 1 k=1 theta=1 offset {+1} value {letter}
                label ab
                unit both layer 2 when {+b +previous:a} >= 2 add {ab}
                head back layer 3 k=1 theta=1 offset {+1} value {ab}
                predict back:ab -> d=3
                predict back:none -> a=1
                """, "example");
        CompiledNetwork compiled = ProgramCompiler.compile(
                program, CompileOptions.of(Target.SOFTMAX, 5, Seed.of(1))); // five tokens at most
        SortedSet<BlockEdge> edges = compiled.circuit().edges(); // such as OV of layer 0 from token to previous
        new ModelFolder(compiled.weights(), compiled.vocabulary())
                .write(folder); // opens everywhere that a trained network does

        ContextSet contexts = EveryContext.upTo(4, 5);
        Interpreter interpreter = Interpreter.of(program, "program");
        Agreement plain = Agreement.of(interpreter, compiled.reference("plain"), contexts);
        HookedTransformer network = HookedTransformer.of("engine", compiled.vocabulary(), compiled.weights());
        Agreement engine = Agreement.of(interpreter, compiled.model(network), contexts);

        RoundTrip trip = RoundTrip.of(compiled);
        String text = ProgramPrinter.print(trip.read());
        // the page ends
        network.close();
        assertThat(edges)
                .contains(
                        new BlockEdge(Kind.OV, 0, "token", "previous"),
                        new BlockEdge(Kind.MLP, 1, "token", "ab"),
                        new BlockEdge(Kind.MLP, 1, "previous", "ab"),
                        new BlockEdge(Kind.OV, 2, "ab", "back:ab"));
        assertThat(ModelFolder.read(folder).weights().config()).isEqualTo(compiled.config());
        assertThat(plain.worst()).isLessThanOrEqualTo(Agreement.EXACT);
        assertThat(engine.worst()).isLessThanOrEqualTo(Agreement.EXACT);
        assertThat(trip.isWhole()).isTrue();
        assertThat(text).contains(">= 2 add");
    }

    @Test
    void code_on_the_page_is_the_code_above() throws IOException {
        String code =
                squeezed(Files.readString(SELF).split("// the page begins")[1].split("// the page ends")[0]);
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        int found = 0;
        while (blocks.find()) {
            assertThat(code).contains(squeezed(blocks.group(1)));
            found++;
        }
        assertThat(found).isEqualTo(3);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
