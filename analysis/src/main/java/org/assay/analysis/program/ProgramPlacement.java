package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ItemLine;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * Where in a network the parts of a program are: for each of its heads the head that looks where it looks, for each superlabel,
 * head and label of units the first site at which its value can be read.
 *
 * @param heads  in the order of the program
 * @param labels families, then what heads have found, then labels of units
 */
public record ProgramPlacement(List<HeadPlace> heads, List<LabelReading> labels) {
    private static final String TASK = "placing labels";

    /** Attention takes a number for each key of each row, so it is asked of fewer sequences. */
    private static final int SEQUENCES_OF_HEADS = 200;

    public ProgramPlacement {
        heads = List.copyOf(heads);
        labels = List.copyOf(labels);
    }

    /** Without an untrained network beside it, in silence. */
    public static ProgramPlacement of(Program program, InstrumentedModel network, ContextSet contexts) {
        return of(program, network, Optional.empty(), contexts, Seed.of(0), Progress.SILENT);
    }

    /**
     * @param untrained a control: a network of the same shape that has learned nothing
     * @param contexts  rows to look at, best some thousands
     * @param seed      of shuffles and random keys
     */
    public static ProgramPlacement of(
            Program program,
            InstrumentedModel network,
            Optional<? extends InstrumentedModel> untrained,
            ContextSet contexts,
            Seed seed,
            Progress progress) {
        Interpreter interpreter = Interpreter.of(withLaw(program), "program");
        var sites = LabelReading.residualSites(network);
        HeldActivations held = HeldActivations.of(network, contexts, sites);
        Optional<HeldActivations> control = untrained.map(model -> HeldActivations.of(model, contexts, sites));
        return of(
                interpreter,
                network,
                untrained,
                ObservedVariable.of(interpreter, contexts),
                held,
                control,
                seed,
                progress);
    }

    static ProgramPlacement of(
            Interpreter program,
            InstrumentedModel network,
            Optional<? extends InstrumentedModel> untrained,
            List<ObservedVariable> variables,
            HeldActivations held,
            Optional<HeldActivations> control,
            Seed seed,
            Progress progress) {
        ContextSet contexts = held.contexts();
        int[] few = IntStream.range(0, contexts.rows())
                .filter(row -> contexts.rowSequence(row) < SEQUENCES_OF_HEADS)
                .toArray();
        List<HeadPlace> heads =
                HeadPlace.of(program, network, untrained, contexts.select(few), seed.child("random keys"));
        List<LabelReading> labels = new ArrayList<>();
        for (ObservedVariable observed : variables) {
            labels.add(LabelReading.of(
                    observed,
                    held,
                    control,
                    seed.child("shuffles").child(observed.variable().name())));
            progress.at(
                    TASK, labels.size(), variables.size(), observed.variable().name());
        }
        return new ProgramPlacement(heads, labels);
    }

    /** A program of sets as one of a law with the same votes: its labels are the same. */
    private static Program withLaw(Program program) {
        Unembedding said = program.unembedding();
        return said.output() == Output.LAW
                ? program
                : program.with(new Unembedding(
                        Output.LAW, said.bias(), said.votes(), said.copyVotes(), new TreeMap<>(), new TreeMap<>()));
    }

    /**
     * The canonical text with what is known of places as comments behind heads, units and superlabels; read again it is the same
     * program. Only what lies beyond the controls is said.
     */
    public String annotated(Program program) {
        Map<String, String> notes = new HashMap<>();
        labels.forEach(reading -> reading.earliest()
                .ifPresent(place -> notes.put(
                        reading.kind() + " " + reading.variable(),
                        String.format(
                                Locale.ROOT,
                                "readable at %s: %.2f, shuffled %.2f",
                                place.site(),
                                place.accuracy(),
                                place.shuffled()))));
        heads.stream()
                .filter(HeadPlace::found)
                .forEach(place -> notes.merge(
                        "head " + place.head(),
                        String.format(
                                Locale.ROOT,
                                "%s head %d looks there: %.2f, at random %.2f",
                                place.candidates().get(0).site(),
                                place.candidates().get(0).index(),
                                place.candidates().get(0).share(),
                                place.atRandom()),
                        (read, looks) -> looks + "; " + read));
        Map<String, List<String>> added = new HashMap<>();
        program.layers().forEach(layer -> layer.units().forEach(unit -> added.put("unit " + unit.name(), unit.add())));
        return ProgramPrinter.print(program)
                .lines()
                .map(line -> line + comment(ItemLine.of(line).orElseThrow(), notes, added))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String comment(ItemLine item, Map<String, String> notes, Map<String, List<String>> added) {
        String address = item.kind() + " " + item.name();
        String note = switch (item.kind()) {
            case "head" -> notes.get(address);
            case "label" -> notes.get("family " + item.name());
            case "unit" ->
                added.get(address).stream()
                        .filter(label -> notes.containsKey("unit " + label))
                        .map(label -> notes.get("unit " + label))
                        .distinct()
                        .collect(Collectors.joining("; "));
            default -> null;
        };
        return note == null || note.isEmpty() ? "" : " # " + note;
    }
}
