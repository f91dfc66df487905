package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
    @TempDir
    Path folder;

    record Pair(String name, List<Double> values) {}

    @Test
    void keys_are_sorted_so_equal_values_give_equal_bytes() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);
        assertThat(Json.line(map)).isEqualTo("{\"a\":2,\"b\":1}");
    }

    @Test
    void what_is_written_is_read_back() throws IOException {
        Pair pair = new Pair("x", List.of(.1, -0.0, 1e300));
        Path file = folder.resolve("pair.json");
        AtomicFile.write(file, Json.pretty(pair));
        assertThat(Json.read(file, Pair.class)).isEqualTo(pair);
        assertThat(Json.read(file).get("name").asText()).isEqualTo("x");
    }

    @Test
    void unknown_missing_double_and_trailing_content_is_damage_with_a_position() throws IOException {
        assertDamaged("{\"name\": \"x\",\n \"values\": [], \"more\": 1}", "line 2");
        assertDamaged("{\"name\": \"x\"}", "values");
        assertDamaged("{\"name\": \"x\", \"name\": \"y\", \"values\": []}", "line 1");
        assertDamaged("{\"name\": \"x\", \"values\": []} {}", "line 1");
        assertDamaged("{\"name\": \"x\", \"val", "line 1");
    }

    private void assertDamaged(String text, String part) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> Json.read(file, Pair.class))
                .withMessageContaining("bad.json")
                .withMessageContaining(part);
    }
}
