package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.FolderInUseException;
import org.assay.datasets.origin.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageStoreTest {
    private static final ContentHash KEY = ContentHash.of("a stage");

    @TempDir
    Path root;

    record Number(int number) {}

    @Test
    void a_value_is_made_once_and_read_back_after() throws IOException {
        AtomicInteger made = new AtomicInteger();
        for (int run = 0; run < 2; run++) {
            try (StageStore store = StageStore.open(root)) {
                Number value = store.value("count", KEY, Number.class, () -> new Number(made.incrementAndGet()));
                assertThat(value).isEqualTo(new Number(1));
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void another_key_is_another_value() throws IOException {
        try (StageStore store = StageStore.open(root)) {
            store.value("count", KEY, Number.class, () -> new Number(1));
            Number other = store.value("count", ContentHash.of("other"), Number.class, () -> new Number(2));
            assertThat(other).isEqualTo(new Number(2));
        }
    }

    @Test
    void a_value_that_was_cut_short_or_changed_is_refused() throws IOException {
        try (StageStore store = StageStore.open(root)) {
            store.value("count", KEY, Number.class, () -> new Number(17));
            Path file = store.folder("count", KEY).resolve("value.json");
            String whole = Files.readString(file);
            String[] damaged = {"", whole.substring(0, whole.length() / 2), whole.replace("17", "18"), "\u00ff"};
            for (String text : damaged) {
                Files.writeString(file, text, StandardCharsets.ISO_8859_1);
                DamagedFileException refusal = catchThrowableOfType(
                        DamagedFileException.class, () -> store.value("count", KEY, Number.class, () -> new Number(1)));
                assertThat(refusal).hasMessageContaining(file.toString());
                assertThat(refusal.fix()).contains("delete this file");
            }
            Files.delete(file);
            assertThat(store.value("count", KEY, Number.class, () -> new Number(17)))
                    .isEqualTo(new Number(17));
        }
    }

    @Test
    void a_stage_that_fails_leaves_no_value() throws IOException {
        try (StageStore store = StageStore.open(root)) {
            assertThatThrownBy(() -> store.value("count", KEY, Number.class, () -> {
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
            assertThat(store.folder("count", KEY)).isEmptyDirectory();
        }
    }

    @Test
    void a_second_run_in_the_same_folder_is_turned_away() throws IOException {
        try (StageStore first = StageStore.open(root)) {
            assertThat(first.folder("count", KEY)).exists();
            assertThatThrownBy(() -> StageStore.open(root)).isInstanceOf(FolderInUseException.class);
        }
        StageStore.open(root).close();
    }
}
