package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;

/**
 * All parts of a network over the residual stream before it is turned.
 *
 * @param heads  by layer
 * @param hidden by layer
 * @param rests  by layer D, what the MLP writes wherever no unit fires
 */
record Wiring(
        List<List<HeadParts>> heads,
        List<List<HiddenUnit>> hidden,
        List<double[]> rests,
        UnembeddingWiring.Parts unembedding) {
    static Wiring of(Stream stream, CompileOptions options) {
        Program program = stream.variables().program();
        HeadWiring headWiring = HeadWiring.of(stream, options);
        UnitWiring unitWiring = new UnitWiring(stream, options);
        List<List<HeadParts>> heads = new ArrayList<>();
        List<List<HiddenUnit>> hidden = new ArrayList<>();
        List<double[]> rests = new ArrayList<>();
        for (int index = 0; index < program.layers().size(); index++) {
            Layer layer = program.layers().get(index);
            List<HeadParts> its = new ArrayList<>();
            for (Head head : layer.heads()) {
                its.add(headWiring.of(head, index));
            }
            heads.add(its);
            hidden.add(unitWiring.of(layer, index));
            rests.add(unitWiring.rest(layer));
        }
        return new Wiring(heads, hidden, rests, new UnembeddingWiring(stream).parts());
    }

    /** A network has a layer at least, be it empty. */
    int layers() {
        return Math.max(1, heads.size());
    }

    int mostHeads() {
        return Math.max(1, heads.stream().mapToInt(List::size).max().orElse(0));
    }

    int largestHead() {
        return Math.max(
                1,
                heads.stream()
                        .flatMap(List::stream)
                        .mapToInt(HeadParts::size)
                        .max()
                        .orElse(0));
    }

    int mostHidden() {
        return hidden.stream().mapToInt(List::size).max().orElse(0);
    }
}
