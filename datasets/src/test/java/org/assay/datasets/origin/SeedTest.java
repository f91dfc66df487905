package org.assay.datasets.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
    /** Known answers of philox4x32-10 in the Random123 distribution (kat_vectors). */
    @Test
    void philox_gives_the_known_answers() {
        assertThat(Seed.philox(0, 0, 0)).containsExactly(words(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8));
        assertThat(Seed.philox(-1, -1, -1)).containsExactly(words(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd));
        long[] counter = words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
        long key = words(0xa4093822, 0x299f31d0, 0, 0)[0];
        assertThat(Seed.philox(counter[0], counter[1], key))
                .containsExactly(words(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));
    }

    @Test
    void draws_in_order_are_the_draws_by_number() {
        Seed seed = Seed.of(42);
        Draws draws = seed.draws();
        for (long counter = 0; counter < 9; counter++) {
            assertThat(draws.nextBits()).isEqualTo(seed.bits(counter));
        }
    }

    @Test
    void children_differ_from_each_other_and_from_their_parent() {
        Seed seed = Seed.of(7);
        Set<Seed> seeds = new HashSet<>(Set.of(seed));
        for (int child = 0; child < 1000; child++) {
            assertThat(seeds.add(seed.child(child))).isTrue();
            assertThat(seeds.add(seed.child("part " + child))).isTrue();
        }
        assertThat(Seed.of(8).child(0)).isNotEqualTo(seed.child(0));
        assertThat(seed.child("training")).isEqualTo(Seed.of(7).child("training"));
    }

    @Test
    void seeds_print_as_they_were_typed() {
        assertThat(Seed.of(17)).hasToString("17");
    }

    @Test
    void doubles_are_uniform() {
        Draws draws = Seed.of(3).draws();
        int[] counts = new int[20];
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            double u = draws.nextDouble();
            assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
            counts[(int) (u * 20)]++;
        }
        assertThat(chiSquare(counts, n / 20.)).isLessThan(CHI_SQUARE_19_999);
    }

    @Test
    void bounded_integers_are_uniform_for_bounds_that_do_not_divide_the_range() {
        Draws draws = Seed.of(4).draws();
        int[] counts = new int[20];
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            counts[draws.nextInt(20)]++;
        }
        assertThat(chiSquare(counts, n / 20.)).isLessThan(CHI_SQUARE_19_999);
    }

    @Test
    void normals_have_mean_zero_and_variance_one() {
        Draws draws = Seed.of(5).draws();
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double z = draws.nextNormal();
            sum += z;
            squares += z * z;
        }
        assertThat(sum / n).isCloseTo(0, within(3.3 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(3.3 * Math.sqrt(2. / n)));
    }

    @Test
    void an_impossible_index_is_never_drawn() {
        Draws draws = Seed.of(6).draws();
        int[] counts = new int[4];
        for (int i = 0; i < 20_000; i++) {
            counts[draws.nextIndex(new double[] {0, .25, .75, 0})]++;
        }
        assertThat(counts[0]).isZero();
        assertThat(counts[3]).isZero();
        assertThat(counts[1] / 20_000.).isCloseTo(.25, within(3.3 * Math.sqrt(.25 * .75 / 20_000)));
    }

    @Test
    void permutations_hold_every_number_once() {
        assertThat(Seed.of(9).draws().nextPermutation(50))
                .containsOnlyOnce(java.util.stream.IntStream.range(0, 50).toArray());
    }

    /** 99.9 % point of chi-square with 19 degrees of freedom. */
    private static final double CHI_SQUARE_19_999 = 43.82;

    private static double chiSquare(int[] counts, double expected) {
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    private static long[] words(int w0, int w1, int w2, int w3) {
        return new long[] {(w1 & 0xFFFFFFFFL) << 32 | w0 & 0xFFFFFFFFL, (w3 & 0xFFFFFFFFL) << 32 | w2 & 0xFFFFFFFFL};
    }
}
