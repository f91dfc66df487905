package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * The labels and layers of a fitted program: tokens and their superlabels; one head for each offset, which copies the token there;
 * units that insert classes; classes and their superlabels.
 */
final class ProgramDraft {
    private static final String EVERY_TOKEN = "token";

    private final Vocabulary vocabulary;
    private final Taxonomy tokens;
    private final int window;
    private final String root;
    private final String prefix;

    ProgramDraft(Vocabulary vocabulary, Taxonomy tokens, int window) {
        this.vocabulary = vocabulary;
        this.tokens = tokens;
        this.window = window;
        String free = EVERY_TOKEN;
        while (isUsed(Pattern.quote(free))) {
            free += "'";
        }
        this.root = free;
        String head = "at";
        while (isUsed(Pattern.quote(head) + "[0-9]+:.*")) {
            head += "'";
        }
        this.prefix = head;
    }

    /** For every token its own label: its name, with apostrophes where heads use the name themselves or another token has it. */
    static List<String> ownLabels(Vocabulary vocabulary) {
        List<String> labels = new ArrayList<>();
        for (String token : vocabulary.tokens()) {
            String label = token;
            while (Head.isReserved(label) || !label.equals(token) && vocabulary.contains(label)) {
                label += "'";
            }
            labels.add(label);
        }
        return labels;
    }

    private boolean isUsed(String pattern) {
        return names().stream().anyMatch(name -> name.matches(pattern));
    }

    private List<String> names() {
        return IntStream.range(0, tokens.nodes()).mapToObj(tokens::name).toList();
    }

    /** Names that labels of classes must not have. */
    Set<String> taken() {
        Set<String> taken = new TreeSet<>(names());
        taken.add(root);
        return taken;
    }

    /** The label that is active where a symbol of the taxonomy stands at an offset. */
    String label(int offset, int symbol) {
        String name = symbol == tokens.nodes() ? Head.NONE : tokens.name(symbol);
        return offset == 0 ? name : prefix + offset + ":" + name;
    }

    /** The name, with as many primes as keep what a head of that name inserts apart from the labels of tokens. */
    String headName(String name) {
        String free = name;
        while (isUsed(Pattern.quote(free) + ":.*")) {
            free += "'";
        }
        return free;
    }

    /** The label that a token itself has. */
    String token(int token) {
        return tokens.name(token);
    }

    /** @param classes of which {@code units} insert the leaves; no units for a program without classes */
    Program program(Taxonomy classes, List<Unit> units, Unembedding unembedding) {
        return program(List.of(), classes, units, unembedding);
    }

    /** @param more heads of the first layer, beside one for each offset */
    Program program(List<Head> more, Taxonomy classes, List<Unit> units, Unembedding unembedding) {
        List<Head> heads = new ArrayList<>(more);
        for (int offset = 1; offset < window; offset++) {
            heads.add(Head.at(prefix + offset, offset, List.of(root)));
        }
        List<Layer> layers = heads.isEmpty() ? List.of() : List.of(new Layer(heads, List.of()));
        List<List<String>> nothing = Collections.nCopies(vocabulary.size(), List.of());
        return program(Map.of(), nothing, layers, classes, units, unembedding);
    }

    /**
     * A program with other layers before the units.
     *
     * @param more     labels beside those of tokens and classes, with their parents
     * @param ofTokens for each token those of them that it has beside its own label
     * @param first    the layers before the units, which make a layer of their own
     */
    Program program(
            Map<String, List<String>> more,
            List<List<String>> ofTokens,
            List<Layer> first,
            Taxonomy classes,
            List<Unit> units,
            Unembedding unembedding) {
        Map<String, Collection<String>> parents = new TreeMap<>(more);
        parents.put(root, List.of());
        for (int node = 0; node < tokens.nodes(); node++) {
            boolean top = tokens.parent(node) == Taxonomy.TOP;
            parents.put(tokens.name(node), List.of(top ? root : tokens.name(tokens.parent(node))));
        }
        for (int node = 0; !units.isEmpty() && node < classes.nodes(); node++) {
            boolean top = classes.parent(node) == Taxonomy.TOP;
            parents.put(classes.name(node), top ? List.of() : List.of(classes.name(classes.parent(node))));
        }
        List<List<String>> labels = new ArrayList<>();
        for (int token = 0; token < vocabulary.size(); token++) {
            List<String> its = new ArrayList<>(ofTokens.get(token));
            its.add(tokens.name(token));
            labels.add(its);
        }
        List<Layer> layers = new ArrayList<>(first);
        if (!units.isEmpty()) {
            layers.add(new Layer(List.of(), units));
        }
        return Program.of(vocabulary, parents, labels, layers, unembedding);
    }
}
