package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.KnownCircuit;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.compile.HeadParts.Output;
import org.assay.analysis.compile.HeadParts.Term;
import org.assay.analysis.compile.Variable.Part;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.TransformerConfig;

/** The blocks and edges of a network, from the parts that its weights were written from. */
final class TrueCircuit {
    /** Stands in an edge for what a bias brings. */
    static final String BIAS = "bias";

    private final Variables variables;
    private final Wiring wiring;
    private final TransformerConfig config;
    private final TreeSet<BlockEdge> edges = new TreeSet<>();

    private TrueCircuit(Variables variables, Wiring wiring, TransformerConfig config) {
        this.variables = variables;
        this.wiring = wiring;
        this.config = config;
    }

    static KnownCircuit of(Stream stream, Wiring wiring, Matrix rotation, TransformerConfig config) {
        TrueCircuit circuit = new TrueCircuit(stream.variables(), wiring, config);
        circuit.addEnds();
        for (int layer = 0; layer < wiring.layers(); layer++) {
            circuit.addSkips(layer);
        }
        for (int layer = 0; layer < wiring.heads().size(); layer++) {
            circuit.addHeads(layer);
            circuit.addUnits(layer);
        }
        return new KnownCircuit(circuit.blocks(stream, rotation), circuit.edges);
    }

    private TreeMap<String, List<NamedBlock>> blocks(Stream stream, Matrix rotation) {
        TreeMap<String, List<NamedBlock>> blocks = new TreeMap<>();
        for (int layer = 0; layer < wiring.layers(); layer++) {
            int index = layer;
            Predicate<Variable> before = variable -> variable.before(index);
            Predicate<Variable> middle =
                    before.or(variable -> variable.part() == Part.HEAD && variable.layer() == index);
            String block = "blocks." + layer + ".";
            blocks.put(block + "hook_resid_pre", blocks(stream, rotation, before));
            if (!config.attnOnly()) {
                blocks.put(block + "hook_resid_mid", blocks(stream, rotation, middle));
            }
            blocks.put(block + "hook_resid_post", blocks(stream, rotation, v -> v.before(index + 1)));
        }
        return blocks;
    }

    private List<NamedBlock> blocks(Stream stream, Matrix rotation, Predicate<Variable> there) {
        List<NamedBlock> blocks = new ArrayList<>();
        for (Variable variable : variables.all()) {
            if (there.test(variable)) {
                Matrix rows = stream.rows(variable).times(rotation);
                blocks.add(new NamedBlock(variable.name(), new Subspace(new double[stream.width()], rows)));
            }
        }
        return blocks;
    }

    private void addEnds() {
        edges.add(new BlockEdge(Kind.EMBEDDING, 0, Variables.TOKEN, Variables.TOKEN));
        if (variables.hasPositions()) {
            edges.add(new BlockEdge(Kind.POSITION, 0, Variables.POSITION, Variables.POSITION));
        }
        for (String variable : wiring.unembedding().variables()) {
            edges.add(new BlockEdge(Kind.UNEMBEDDING, wiring.layers(), variable, "logits"));
        }
    }

    /** Everything that is there stays; past an MLP also what the heads of its layer wrote. */
    private void addSkips(int layer) {
        for (Variable variable : variables.all()) {
            boolean written = variable.part() == Part.HEAD && variable.layer() == layer && !config.attnOnly();
            if (variable.before(layer) || written) {
                edges.add(new BlockEdge(Kind.SKIP, layer, variable.name(), variable.name()));
            }
        }
    }

    private void addHeads(int layer) {
        for (HeadParts head : wiring.heads().get(layer)) {
            for (Output output : head.outputs()) {
                output.value().reads().forEach(from -> edges.add(new BlockEdge(Kind.OV, layer, from, output.target())));
            }
            for (List<Term> terms : List.of(head.first(), head.second())) {
                for (Term term : terms) {
                    addCompared(layer, term);
                }
            }
        }
    }

    private void addCompared(int layer, Term term) {
        for (String query : orBias(term.query())) {
            for (String key : orBias(term.key())) {
                if (!query.equals(BIAS) || !key.equals(BIAS)) {
                    edges.add(new BlockEdge(Kind.QK, layer, query, key));
                }
            }
        }
    }

    private static TreeSet<String> orBias(Functional functional) {
        TreeSet<String> reads = new TreeSet<>(functional.reads());
        if (functional.constant() != 0) {
            reads.add(BIAS);
        }
        return reads;
    }

    private void addUnits(int layer) {
        for (HiddenUnit unit : wiring.hidden().get(layer)) {
            TreeSet<String> reads = new TreeSet<>(unit.gate().reads());
            reads.addAll(unit.linear().reads());
            reads.forEach(from -> edges.add(new BlockEdge(Kind.MLP, layer, from, unit.target())));
        }
    }
}
