package org.assay.neural.weights.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.Json;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Names for the ids of a stranger's network: those of {@code vocab.json}, which maps ids to tokens or tokens to ids, or else the
 * ids themselves, with the special ones that the configuration knows as {@code <bos>}, {@code <eos>} and {@code <pad>}.
 */
final class FoundVocabulary {
    private static final String FILE = "vocab.json";
    private static final Map<String, String> SPECIAL =
            Map.of("bos_token_id", "<bos>", "eos_token_id", "<eos>", "pad_token_id", "<pad>");

    private FoundVocabulary() {}

    static Vocabulary read(Path folder, ForeignFields fields, int size, List<String> remarks) throws IOException {
        Path file = folder.resolve(FILE);
        String[] names = new String[size];
        SPECIAL.forEach((field, name) -> {
            if (fields.value(field) instanceof Integer id && id >= 0 && id < size) {
                names[id] = name;
            }
        });
        if (!Files.isRegularFile(file)) {
            remarks.add("there is no " + FILE + ", so tokens are called by their ids");
            return made(names);
        }
        Map<?, ?> map = Json.read(file, Map.class);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            put((String) entry.getKey(), entry.getValue(), names);
        }
        try {
            return new Vocabulary(List.of(names));
        } catch (IllegalArgumentException | NullPointerException e) {
            remarks.add(FILE
                    + " does not name every id once by a word without white space, so tokens are called by their ids");
            return made(new String[size]);
        }
    }

    private static void put(String key, Object value, String[] names) {
        if (value instanceof Integer id && id >= 0 && id < names.length) {
            names[id] = key;
        } else if (value instanceof String token && key.matches("[0-9]{1,9}") && Integer.parseInt(key) < names.length) {
            names[Integer.parseInt(key)] = token;
        }
    }

    private static Vocabulary made(String[] names) {
        List<String> tokens = new ArrayList<>();
        for (int id = 0; id < names.length; id++) {
            boolean free = names[id] != null && !tokens.contains(names[id]);
            tokens.add(free ? names[id] : Integer.toString(id));
        }
        return new Vocabulary(tokens);
    }
}
