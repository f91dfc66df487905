package org.assay.neural.weights.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.neural.weights.SafeTensors;
import org.assay.neural.weights.Tensor;

/**
 * The tensors of a folder: one safetensors file, or shards with an index that says which tensor is where. Pickled weights are
 * never read: a pickle can run code.
 *
 * @param file    the weights, or their index
 * @param tensors by name
 */
record WeightFiles(Path file, Map<String, Tensor> tensors) {
    private static final List<String> WHOLE = List.of("model.safetensors", "model-native.safetensors");
    private static final String INDEX = "model.safetensors.index.json";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}");
    private static final Pattern PICKLE = Pattern.compile(".*\\.(bin|pt|pth|ckpt|pkl|pickle)");

    static WeightFiles read(Path folder) throws IOException {
        for (String name : WHOLE) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return new WeightFiles(file, SafeTensors.read(file).tensors());
            }
        }
        Path index = folder.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            return new WeightFiles(index, shards(folder, index));
        }
        throw absent(folder);
    }

    private static Map<String, Tensor> shards(Path folder, Path index) throws IOException {
        if (!(Json.read(index, Map.class).get("weight_map") instanceof Map<?, ?> map)) {
            throw new DamagedFileException(index, "has no weight_map from tensors to files");
        }
        Map<String, Tensor> all = new TreeMap<>();
        for (Object shard :
                new TreeSet<>(map.values().stream().map(String::valueOf).toList())) {
            Path file = inside(folder, index, (String) shard);
            for (Map.Entry<String, Tensor> tensor :
                    SafeTensors.read(file).tensors().entrySet()) {
                if (!shard.equals(map.get(tensor.getKey()))) {
                    throw new DamagedFileException(
                            file,
                            "holds " + tensor.getKey() + ", which " + INDEX + " places in " + map.get(tensor.getKey()));
                }
                all.put(tensor.getKey(), tensor.getValue());
            }
        }
        for (Object name : map.keySet()) {
            if (!all.containsKey((String) name)) {
                throw new DamagedFileException(index, "places " + name + " in " + map.get(name) + ", which lacks it");
            }
        }
        return all;
    }

    /** A file of the folder itself, by a plain name. */
    private static Path inside(Path folder, Path index, String name) throws IOException {
        if (!PLAIN.matcher(name).matches()) {
            throw new DamagedFileException(
                    index, "names '" + name + "', which is not the plain name of a file beside it");
        }
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new DamagedFileException(index, "names " + name + ", which is missing");
        }
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new DamagedFileException(
                    index, "names " + name + ", a link out of the folder", "copy the file itself into the folder");
        }
        return file;
    }

    private static DamagedFileException absent(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new DamagedFileException(folder, "is not a folder", "name the folder that holds config.json");
        }
        List<String> pickles;
        try (Stream<Path> files = Files.list(folder)) {
            pickles = files.map(file -> file.getFileName().toString())
                    .filter(name -> PICKLE.matcher(name).matches())
                    .sorted()
                    .toList();
        }
        if (pickles.isEmpty()) {
            return new DamagedFileException(
                    folder, "has neither model.safetensors nor " + INDEX, "name the folder that holds the weights");
        }
        String first = pickles.get(0);
        return new DamagedFileException(
                folder,
                "has its weights only as a pickle (" + String.join(", ", pickles)
                        + "), which can run code when it is opened and is never read here",
                "where you trust it, convert it: python -c \"import torch; from safetensors.torch import save_file;"
                        + " save_file({k: v.contiguous().clone() for k, v in torch.load('" + first
                        + "', weights_only=True).items()}, 'model.safetensors')\"");
    }
}
