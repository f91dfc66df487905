package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network at rest in the engine's memory: what its hook points hold, unedited or under any number of edits, and how its
 * logits depend on what they hold. Sequences of a call are equally long (B of them, of P tokens). Any number of threads may
 * ask the same network. The same call gives the same bits; a row of a larger batch may differ in its last bits.
 */
public final class TorchTransformer implements AutoCloseable {
    private final TransformerConfig config;
    private final DataType type;
    private final TorchProgram program;
    private final TransformerConstants constants;
    private final NDArray parameters;

    private TorchTransformer(TransformerWeights weights, Precision precision) {
        this.config = weights.config();
        this.type = precision.type();
        this.program = TorchProgram.compile(TransformerScript.hooked(config) + AnalysisScript.of());
        NDManager manager = program.manager();
        this.constants = TransformerConstants.of(config, manager, type);
        this.parameters = TransformerConstants.nativeCopy(manager, weights.doubles(), new Shape(weights.size()), type);
    }

    public static TorchTransformer of(TransformerWeights weights) {
        return of(weights, Precision.FLOAT32);
    }

    public static TorchTransformer of(TransformerWeights weights, Precision precision) {
        return new TorchTransformer(weights, precision);
    }

    /**
     * One forward pass.
     *
     * @param edits made in their order where several are at one hook point
     * @param keep  the hook points whose values are returned, row-major in the shape that they have there
     * @param split whether heads read copies of the residual stream of their own, as their input hook points need
     */
    public Map<String, double[]> record(
            int[][] sequences, List<UnitEdit> edits, Collection<String> keep, boolean split) {
        return ask("record", sequences, () -> requests(edits, keep, Set.of(), split), List.of(), false);
    }

    /**
     * What hook point {@code name}, which holds a vector per position, holds at the given rows (sequence * length + position).
     *
     * @return rows x width of the hook point, row-major
     */
    public double[] record(int[][] sequences, List<UnitEdit> edits, String name, int[] rows) {
        boolean split = edits.stream().anyMatch(edit -> isHeadInput(edit.hookPoint())) || isHeadInput(name);
        return ask(
                        "record",
                        sequences,
                        () -> {
                            Map<String, Request> requests = requests(edits, Set.of(name), Set.of(), split);
                            requests.put("keep:" + name, Request.of(rows));
                            return requests;
                        },
                        List.of(),
                        false)
                .get(name);
    }

    /**
     * Derivatives of {@code sum(logits * seed)} by what the hook points in {@code keep} hold.
     *
     * @param seed B x P x V, row-major
     */
    public Map<String, double[]> gradients(
            int[][] sequences, List<UnitEdit> edits, Collection<String> keep, boolean split, double[] seed) {
        Request logits = new Request(new int[0], seed, new long[] {sequences.length * sequences[0].length, -1});
        return ask("gradients", sequences, () -> requests(edits, keep, Set.of(), split), List.of(logits), true);
    }

    /**
     * How a change of the embedding flows: derivatives of {@code sum(logits * seed)} by what the hook points in {@code keep}
     * hold, and for those in {@code push}, under the name {@code push:NAME}, the derivative of what they hold when the
     * embedding moves along {@code tangent}.
     *
     * @param tangent B x P x D, row-major
     */
    public Map<String, double[]> flow(
            int[][] sequences,
            List<UnitEdit> edits,
            Collection<String> keep,
            Collection<String> push,
            double[] seed,
            double[] tangent) {
        long rows = (long) sequences.length * sequences[0].length;
        Request logits = new Request(new int[0], seed, new long[] {rows, -1});
        Set<String> pushed = new LinkedHashSet<>(push);
        pushed.add("hook_embed");
        Request direction = new Request(new int[0], tangent, new long[] {rows, -1});
        return ask("flow", sequences, () -> requests(edits, keep, pushed, true), List.of(logits, direction), true);
    }

    @Override
    public void close() {
        program.close();
    }

    /** A tensor of a request: indices, or numbers in a shape whose last extent of -1 is found. */
    private record Request(int[] indices, double[] values, long[] shape) {
        static Request of(int... indices) {
            return new Request(indices, null, new long[] {indices.length});
        }

        NDArray in(NDManager scope, DataType type) {
            if (values == null) {
                return scope.create(Arrays.stream(indices).asLongStream().toArray(), new Shape(shape));
            }
            long[] extents = shape.clone();
            if (extents[1] < 0) {
                extents[1] = values.length / extents[0];
            }
            return TransformerConstants.nativeCopy(scope, values, new Shape(extents), type);
        }
    }

    private static Map<String, Request> requests(
            List<UnitEdit> edits, Collection<String> keep, Collection<String> push, boolean split) {
        Map<String, Request> requests = new LinkedHashMap<>();
        keep.forEach(name -> requests.put("keep:" + name, Request.of()));
        push.forEach(name -> requests.put("push:" + name, Request.of()));
        if (split) {
            requests.put("split", Request.of());
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (UnitEdit edit : edits) {
            String key = edit.hookPoint() + "#" + (numbers.merge(edit.hookPoint(), 1, Integer::sum) - 1);
            long width = edit.width();
            requests.put(key + ".units", Request.of(edit.units()));
            requests.put(key + ".values", new Request(edit.units(), edit.values(), new long[] {
                edit.units().length, width
            }));
            if (edit.projector().length > 0) {
                requests.put(
                        key + ".projector", new Request(edit.units(), edit.projector(), new long[] {width, width}));
            } else if (edit.add()) {
                requests.put(key + ".add", Request.of());
            }
        }
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("nothing is asked for: name a hook point to keep");
        }
        return requests;
    }

    private Map<String, double[]> ask(
            String method,
            int[][] sequences,
            Supplier<Map<String, Request>> requests,
            List<Request> more,
            boolean gradients) {
        NDArray[] none = {};
        Supplier<Map<String, double[]>> call = () -> {
            try (NDManager scope = program.manager().newSubManager()) {
                List<NDArray> arguments = new ArrayList<>();
                arguments.add(parameters);
                arguments.add(tokens(scope, sequences));
                arguments.addAll(List.of(constants.mask(), constants.cos(), constants.sin()));
                requests.get().forEach((key, request) -> {
                    NDArray tensor = request.in(scope, type);
                    tensor.setName("edits." + key);
                    arguments.add(tensor);
                });
                more.forEach(request -> arguments.add(request.in(scope, type)));
                NDList answers = program.call(scope, method, gradients, arguments.toArray(none));
                Map<String, double[]> values = new LinkedHashMap<>();
                for (NDArray answer : answers) {
                    values.put(answer.getName(), TransformerConstants.doubles(answer));
                }
                return values;
            }
        };
        return gradients ? TorchEngine.withGradients(call) : TorchEngine.withoutGradients(call);
    }

    private NDArray tokens(NDManager scope, int[][] sequences) {
        int length = sequences[0].length;
        if (length < 1 || length > config.nCtx()) {
            throw new IllegalArgumentException("sequences must have 1 .. " + config.nCtx() + " tokens, got " + length);
        }
        long[] tokens = TokenIds.checked(Arrays.stream(sequences).flatMapToInt(Arrays::stream), config.dVocab());
        if (tokens.length != sequences.length * length) {
            throw new IllegalArgumentException("sequences of one call must be equally long");
        }
        return scope.create(tokens, new Shape(sequences.length, length));
    }

    private boolean isHeadInput(String name) {
        return HookPoint.of(config).stream().anyMatch(point -> point.name().equals(name) && point.isHeadInput());
    }
}
