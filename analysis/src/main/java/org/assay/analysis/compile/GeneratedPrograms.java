package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Values;

/**
 * Random programs that can be compiled, each of two to four parts: bigrams, a superlabel, copies from an offset, skip-trigrams,
 * induction, gates of two labels, and chains of two layers. Votes are multiples of one half between -3 and 3.
 */
public final class GeneratedPrograms {
    private static final List<String> LETTERS = List.of("a", "b", "c", "d", "e");
    private static final String ATTRIBUTE = "letter";
    private static final int FARTHEST = 3;
    private static final int FEWEST_PARTS = 2;
    private static final int MOST_PARTS = 4;
    private static final int ATTEMPTS_FOR_EACH = 200;

    private final Draws draws;
    private final ProgramSketch sketch;
    private int gates;

    /** What a program may be made of. */
    public enum Part {
        BIGRAM,
        SUPERLABEL,
        OFFSET,
        GATED_OFFSET,
        SKIP_TRIGRAM,
        INDUCTION,
        GATE,
        GATE_CHAIN,
        COPY_CHAIN;

        /** Whether bilinear attention can hold it, which has no competition between keys. */
        boolean fits(Target target) {
            return target == Target.SOFTMAX || this != SKIP_TRIGRAM && this != INDUCTION;
        }
    }

    private GeneratedPrograms(Draws draws) {
        this.draws = draws;
        this.sketch = new ProgramSketch(new Vocabulary(LETTERS.subList(0, 4 + draws.nextInt(2))), ATTRIBUTE);
    }

    /** The program of a seed, for a network of this kind. */
    public static Program of(Target target, Seed seed) {
        GeneratedPrograms generated = new GeneratedPrograms(seed.draws());
        List<Part> fitting = EnumSet.allOf(Part.class).stream()
                .filter(part -> part.fits(target))
                .toList();
        int[] order = generated.draws.nextPermutation(fitting.size());
        int parts = FEWEST_PARTS + generated.draws.nextInt(MOST_PARTS - FEWEST_PARTS + 1);
        for (int i = 0; i < parts; i++) {
            generated.add(fitting.get(order[i]));
        }
        return generated.sketch.program();
    }

    /**
     * Networks of generated programs, no two with the same circuit.
     *
     * @param count   how many
     * @param options how they are compiled, each with a seed of its own
     */
    public static List<CompiledNetwork> networks(int count, CompileOptions options) {
        List<CompiledNetwork> networks = new ArrayList<>();
        Set<Set<BlockEdge>> seen = new HashSet<>();
        for (int attempt = 0; networks.size() < count; attempt++) {
            if (attempt > ATTEMPTS_FOR_EACH * (count + 1)) {
                throw new IllegalArgumentException("found only " + networks.size() + " of " + count
                        + " different circuits in " + attempt + " attempts");
            }
            Seed seed = options.seed().child("generated").child(attempt);
            CompiledNetwork network = ProgramCompiler.compile(of(options.target(), seed), options.with(seed));
            if (seen.add(network.circuit().edges())) {
                networks.add(network);
            }
        }
        return networks;
    }

    private void add(Part part) {
        switch (part) {
            case BIGRAM -> draw(tokens(), 1 + draws.nextInt(3)).forEach(this::vote);
            case SUPERLABEL -> vote(group());
            case OFFSET -> offset();
            case GATED_OFFSET -> gatedOffset();
            case SKIP_TRIGRAM -> skipTrigram();
            case INDUCTION -> induction();
            case GATE -> vote(gate());
            case GATE_CHAIN -> gateChain();
            case COPY_CHAIN -> copyChain();
        }
    }

    private List<String> tokens() {
        return LETTERS.stream().filter(sketch::has).toList();
    }

    private int token(String name) {
        return LETTERS.indexOf(name);
    }

    private String anyToken() {
        return tokens().get(draws.nextInt(tokens().size()));
    }

    private <T> List<T> draw(List<T> from, int count) {
        List<T> drawn = new ArrayList<>();
        int[] order = draws.nextPermutation(from.size());
        for (int i = 0; i < count; i++) {
            drawn.add(from.get(order[i]));
        }
        return drawn;
    }

    /** A multiple of one half, not 0, from -3 to 3. */
    private double weight() {
        double size = (1 + draws.nextInt(6)) / 2.0;
        return draws.nextInt(3) == 0 ? -size : size;
    }

    /** One or two votes of a label. */
    private void vote(String label) {
        for (String token : draw(tokens(), 1 + draws.nextInt(2))) {
            sketch.vote(label, token(token), weight());
        }
    }

    /** A superlabel of two tokens or more, but not of all. */
    private String group() {
        String name = "group";
        if (!sketch.has(name)) {
            sketch.label(name);
            int size = 2 + draws.nextInt(tokens().size() - 2);
            draw(tokens(), size).forEach(token -> sketch.label(token, name));
        }
        return name;
    }

    /** The head that copies the token so many positions back. */
    private String back(int distance) {
        String name = "back" + distance;
        if (!sketch.hasHead(name)) {
            sketch.head(1, Head.at(name, distance, List.of(ATTRIBUTE)));
        }
        return name;
    }

    private void offset() {
        String head = back(1 + draws.nextInt(FARTHEST));
        draw(tokens(), 1 + draws.nextInt(2)).forEach(token -> vote(head + ":" + token));
        if (draws.nextInt(2) == 0) {
            vote(head + ":" + Head.NONE);
        }
    }

    /** Looks back where the query is one token, and only then. */
    private void gatedOffset() {
        String trigger = anyToken();
        String name = trigger + "back";
        Query query = new Query(List.of(Atom.has(trigger)), 1, List.of(Atom.has(ATTRIBUTE)));
        Selection selection = new Selection(
                1, 2, Ties.NEAREST, List.of(query), List.of(), List.of(PositionAtom.at(1 + draws.nextInt(FARTHEST))));
        sketch.head(1, new Head(name, selection, Values.of(List.of(ATTRIBUTE))));
        draw(tokens(), 1 + draws.nextInt(2)).forEach(token -> vote(name + ":" + token));
    }

    /** After a trigger the nearest or farthest of one or two anchors says what comes. */
    private void skipTrigram() {
        List<String> drawn = draw(tokens(), 3);
        List<Atom> anchors =
                drawn.subList(1, 2 + draws.nextInt(2)).stream().map(Atom::has).toList();
        Query query = new Query(List.of(Atom.has(drawn.get(0))), 1, anchors);
        Ties ties = draws.nextInt(2) == 0 ? Ties.NEAREST : Ties.FARTHEST;
        Selection selection = new Selection(1, 1, ties, List.of(query), List.of(), List.of());
        List<String> sought = anchors.stream().map(Atom::label).toList();
        sketch.head(1, new Head("anchor", selection, Values.of(sought)));
        sought.forEach(token -> vote("anchor:" + token));
    }

    /** What followed the last time that the present token was here. */
    private void induction() {
        Selection selection =
                new Selection(1, 1, Ties.NEAREST, List.of(), List.of(new Match(ATTRIBUTE, "", back(1), 1)), List.of());
        sketch.head(2, new Head("again", selection, Values.of(List.of(ATTRIBUTE))));
        sketch.copyVote("again", Math.abs(weight()));
    }

    /** A label for two conditions together, on the token or its superlabel and on an earlier token: and, or, and not. */
    private String gate() {
        gates++;
        String label = "gate" + gates;
        sketch.label(label);
        String here = draws.nextInt(3) == 0 ? group() : anyToken();
        String there = back(1 + draws.nextInt(2)) + ":" + anyToken();
        int kind = draws.nextInt(3);
        List<Atom> when = List.of(Atom.has(here), kind == 2 ? Atom.not(there) : Atom.has(there));
        sketch.unit(2, new Unit("unit" + gates, when, kind == 0 ? 2 : 1, List.of(label), List.of()));
        return label;
    }

    /** Looks back at a gate. */
    private void gateChain() {
        String label = gate();
        int distance = 1 + draws.nextInt(2);
        String name = label + "back" + distance;
        sketch.head(3, Head.at(name, distance, List.of(label)));
        vote(name + ":" + label);
        if (draws.nextInt(2) == 0) {
            vote(name + ":" + Head.NONE);
        }
    }

    /** Looks back at what an earlier head copied: an offset in two steps. */
    private void copyChain() {
        int first = 1 + draws.nextInt(2);
        String from = back(first);
        String name = "chain" + first;
        List<String> copied = tokens().stream().map(token -> from + ":" + token).toList();
        sketch.head(2, Head.at(name, 1 + draws.nextInt(2), copied));
        draw(copied, 1 + draws.nextInt(2)).forEach(label -> vote(name + ":" + label));
    }
}
