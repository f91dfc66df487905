package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * k-hop retrieval: each sequence draws a cycle f through all E entities, uniformly, and tells it as the E pairs
 * {@code e f(e)} in random order; then come queries {@code Q e Hk f^k(e)} with uniform e and uniform k of 0 .. K, for as long
 * as one reads. Only the answers count in the loss (L. Riggs, "tensor_language", 2025, the k-hop task).
 *
 * <p>While pairs are told, what is known of f is a set of paths. Each way of joining m paths to one cycle is as probable as
 * any other, so that the image of the end of a path is uniform over the starts of the other paths.
 *
 * <p>Own factors: {@code image}, the belief over f(current entity), {@code none} where the current token is no entity; and
 * {@code hop-0} .. {@code hop-K}, the entity reached by so many hops from the one that is asked, {@code none} outside queries.
 */
public final class KHop extends InContextProcess {
    private static final int QUERY_LENGTH = 4;
    private static final int IMAGE = 0;

    private final int entities;
    private final int hops;

    private KHop(String name, Vocabulary vocabulary, int entities, int hops, List<Factor> own) {
        super(
                name,
                "in-context",
                "Riggs 2025, repository loganriggs/tensor_language, k-hop task, " + entities + " entities, 0 to " + hops
                        + " hops",
                vocabulary,
                "k-hop entities " + entities + " hops " + hops,
                own,
                OptionalInt.empty());
        this.entities = entities;
        this.hops = hops;
    }

    /**
     * @param entities in the cycle, at least 2
     * @param hops     the most hops a query asks for, at least 0; vocabulary = entities, Q, H0 .. H(hops)
     */
    public static KHop of(String name, int entities, int hops) {
        if (entities < 2 || hops < 0) {
            throw new IllegalArgumentException(
                    "k-hop needs at least 2 entities and 0 hops, got " + entities + " and " + hops);
        }
        List<String> tokens = new ArrayList<>(numbered("e", entities));
        List<String> values = withNone(tokens);
        tokens.add("Q");
        tokens.addAll(numbered("H", hops + 1));
        List<Factor> own = new ArrayList<>();
        own.add(new Factor("image", values, true));
        for (int k = 0; k <= hops; k++) {
            own.add(new Factor("hop-" + k, values, false));
        }
        return new KHop(name, new Vocabulary(tokens), entities, hops, own);
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    /** What comes at a position. */
    private enum Part {
        SOURCE,
        IMAGE,
        QUERY,
        ENTITY,
        HOPS,
        ANSWER
    }

    private Part part(int position) {
        int told = position - 2 * entities;
        if (told < 0) {
            return position % 2 == 0 ? Part.SOURCE : Part.IMAGE;
        }
        return Part.values()[Part.QUERY.ordinal() + told % QUERY_LENGTH];
    }

    private static final class Reader extends InContextObserver {
        private static final int UNKNOWN = -1;

        private final KHop task;
        private final int[] image;
        private final boolean[] taken;
        private int asked;
        private int askedHops;

        Reader(KHop task) {
            super(task);
            this.task = task;
            this.image = new int[task.entities];
            this.taken = new boolean[task.entities];
            reset();
        }

        private Reader(Reader other) {
            super(other);
            this.task = other.task;
            this.image = other.image.clone();
            this.taken = other.taken.clone();
            this.asked = other.asked;
            this.askedHops = other.askedHops;
        }

        @Override
        void reset() {
            Arrays.fill(image, UNKNOWN);
            Arrays.fill(taken, false);
        }

        @Override
        public boolean scored() {
            return task.part(tokensRead()) == Part.ANSWER;
        }

        @Override
        public void next(double[] law) {
            Arrays.fill(law, 0);
            int e = task.entities;
            switch (task.part(tokensRead())) {
                case SOURCE -> uniformWhere(law, untold());
                case IMAGE -> uniformWhere(law, images(current()));
                case QUERY -> law[e] = 1;
                case ENTITY -> Arrays.fill(law, 0, e, 1.0 / e);
                case HOPS -> Arrays.fill(law, e + 1, law.length, 1.0 / (task.hops + 1));
                case ANSWER -> law[hop(askedHops)] = 1;
            }
        }

        private static void uniformWhere(double[] law, boolean[] possible) {
            int count = 0;
            for (boolean each : possible) {
                count += each ? 1 : 0;
            }
            for (int i = 0; i < possible.length; i++) {
                law[i] = possible[i] ? 1.0 / count : 0;
            }
        }

        /** Entities whose image was not told yet. */
        private boolean[] untold() {
            boolean[] untold = new boolean[task.entities];
            for (int i = 0; i < untold.length; i++) {
                untold[i] = image[i] == UNKNOWN;
            }
            return untold;
        }

        /** What f(entity) may be: its image when that is told, else the starts of all paths but its own, unless that is the last. */
        private boolean[] images(int entity) {
            boolean[] possible = new boolean[task.entities];
            if (image[entity] != UNKNOWN) {
                possible[image[entity]] = true;
                return possible;
            }
            int start = pathStart(entity);
            int paths = 0;
            for (int i = 0; i < possible.length; i++) {
                possible[i] = !taken[i];
                paths += taken[i] ? 0 : 1;
            }
            possible[start] = paths == 1;
            return possible;
        }

        /** Where the path that ends in {@code end} begins. */
        private int pathStart(int end) {
            for (int start = 0; start < image.length; start++) {
                if (!taken[start]) {
                    int last = start;
                    while (image[last] != UNKNOWN) {
                        last = image[last];
                    }
                    if (last == end) {
                        return start;
                    }
                }
            }
            throw new IllegalStateException("entity " + end + " ends no path");
        }

        private int hop(int hops) {
            int reached = asked;
            for (int k = 0; k < hops; k++) {
                reached = image[reached];
            }
            return reached;
        }

        @Override
        void advance(int token) {
            double[] law = new double[vocabularySize()];
            next(law);
            if (law[token] == 0) {
                throw refusal(token);
            }
            switch (task.part(tokensRead())) {
                case IMAGE -> {
                    image[current()] = token;
                    taken[token] = true;
                }
                case ENTITY -> asked = token;
                case HOPS -> askedHops = token - task.entities - 1;
                default -> {}
            }
        }

        /** Whether an entity has been asked in the query that is being told; its answer is the last token of it. */
        private boolean inQuery() {
            Part part = task.part(tokensRead());
            return part == Part.HOPS || part == Part.ANSWER || part == Part.QUERY && tokensRead() > 2 * task.entities;
        }

        @Override
        void own(int own, double[] values) {
            if (own == IMAGE) {
                if (current() == NO_TOKEN || current() >= task.entities) {
                    values[task.entities] = 1;
                } else {
                    uniformWhere(values, images(current()));
                }
            } else {
                values[inQuery() ? hop(own - 1) : task.entities] = 1;
            }
        }

        /** The image told next, or the entity that the marker just read asks for. */
        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            Part part = task.part(tokensRead());
            boolean told = factor == OWN && part == Part.IMAGE;
            boolean answered = part == Part.ANSWER && factor == OWN + 1 + askedHops;
            if (told || answered) {
                if (value[task.entities] > 0) {
                    throw new IllegalArgumentException("an entity must be given here, not 'none'");
                }
                Arrays.fill(into, 0);
                System.arraycopy(value, 0, into, 0, task.entities);
            } else if (factor > OWN) {
                next(into);
            } else {
                super.nextGiven(factor, value, into);
            }
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
