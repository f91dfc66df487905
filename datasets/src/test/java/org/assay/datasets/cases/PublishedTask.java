package org.assay.datasets.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.sequence.ContextSet;

/**
 * Three tasks of algorithmic models from the literature (lacoco-lab/decompiling_transformers), drawn afresh: a word, the sequence that the network reads, and what it must
 * say at which positions. The symbols of a task are followed by {@code bos sep eos pad}.
 */
public enum PublishedTask {
    /** {@code bos w sep w eos} with distinct symbols: from the sep on, the second copy and eos are predicted. */
    UNIQUE_COPY("unique_copy", 1, 1) {
        @Override
        public Item item(int length, int symbols, Draws draws) {
            int[] word = Arrays.copyOf(draws.nextPermutation(symbols), length);
            int[] read = new int[2 * length + 2];
            read[0] = symbols;
            System.arraycopy(word, 0, read, 1, length);
            read[length + 1] = symbols + 1;
            System.arraycopy(word, 0, read, length + 2, length);
            List<List<Integer>> wanted = new ArrayList<>(Collections.nCopies(length + 1, null));
            for (int symbol : word) {
                wanted.add(List.of(symbol));
            }
            wanted.add(List.of(symbols + 2));
            return new Item(read, wanted);
        }
    },

    /** {@code bos bits sep}: the more frequent bit, without ties; the number of zeros is uniform. */
    BIN_MAJORITY("bin_majority", 1, 1) {
        @Override
        public Item item(int length, int symbols, Draws draws) {
            int zeros = draws.nextInt(length + 1);
            while (2 * zeros == length) {
                zeros = draws.nextInt(length + 1);
            }
            int[] read = new int[length + 2];
            read[0] = symbols;
            int[] order = draws.nextPermutation(length);
            for (int i = 0; i < length; i++) {
                read[1 + i] = order[i] < zeros ? 0 : 1;
            }
            read[length + 1] = symbols + 1;
            List<List<Integer>> wanted = new ArrayList<>(Collections.nCopies(length + 1, null));
            wanted.add(List.of(2 * zeros > length ? 0 : 1));
            return new Item(read, wanted);
        }
    },

    /** {@code bos word} of brackets a b with depth at most 2, as runs of random length: at bos and every letter what may follow. */
    BCE_D2("bce_D2", 2, 2) {
        private static final int DEEPEST = 2;

        @Override
        public Item item(int length, int symbols, Draws draws) {
            int[] read = new int[length + 1];
            read[0] = symbols;
            List<List<Integer>> wanted = new ArrayList<>();
            wanted.add(mayFollow(0, symbols));
            int depth = 0;
            boolean open = true;
            for (int at = 1; at <= length; open = !open) {
                int left = length + 1 - at;
                int most = open ? Math.min(DEEPEST - depth, (left - depth) / 2) : depth;
                int run = most == 0 ? 0 : 1 + draws.nextInt(most);
                for (int i = 0; i < run; i++) {
                    depth += open ? 1 : -1;
                    read[at++] = open ? 0 : 1;
                    wanted.add(mayFollow(depth, symbols));
                }
            }
            return new Item(read, wanted);
        }

        private static List<Integer> mayFollow(int depth, int symbols) {
            List<Integer> set = new ArrayList<>();
            if (depth < DEEPEST) {
                set.add(0);
            }
            if (depth > 0) {
                set.add(1);
            }
            if (depth == 0) {
                set.add(symbols + 2);
            }
            return set;
        }
    };

    /** How many tokens stand behind the symbols of a task. */
    public static final int SPECIAL_TOKENS = 4;

    private final String name;
    private final int shortest;
    private final int step;

    PublishedTask(String name, int shortest, int step) {
        this.name = name;
        this.shortest = shortest;
        this.step = step;
    }

    /**
     * One word of a task.
     *
     * @param read   what the network reads
     * @param wanted at each position of it the tokens that it must say, in rising order; null where nothing is asked
     */
    public record Item(int[] read, List<List<Integer>> wanted) {}

    /** A word of {@code length} over as many {@code symbols}. */
    public abstract Item item(int length, int symbols, Draws draws);

    /** The folders within {@code models} that are named after a task, in order. */
    public static List<Path> folders(String models) throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(models))) {
            return folders.filter(folder -> of(folder.getFileName().toString()) != null)
                    .sorted()
                    .toList();
        }
    }

    /** One row for each position at which something is wanted, sequence by sequence. */
    public static ContextSet contexts(List<Item> items) {
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            for (int p = 0; p < items.get(i).read().length; p++) {
                if (items.get(i).wanted().get(p) != null) {
                    rows.add(new int[] {i, p});
                }
            }
        }
        double[] weights = new double[rows.size()];
        Arrays.fill(weights, 1);
        return ContextSet.of(
                items.stream().map(Item::read).toArray(int[][]::new),
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> row[1]).toArray(),
                weights);
    }

    /** The task that a folder such as {@code bin_majority-1l1h16d3lr01drop} was trained on; null when it is none of these. */
    public static PublishedTask of(String folder) {
        return Arrays.stream(values())
                .filter(task -> folder.startsWith(task.name + "-"))
                .findFirst()
                .orElse(null);
    }

    /** A length drawn uniformly among the possible ones of a range. */
    public int length(int least, int most, Draws draws) {
        int first = Math.max(shortest, (least + step - 1) / step * step);
        return first + step * draws.nextInt((most - first) / step + 1);
    }
}
