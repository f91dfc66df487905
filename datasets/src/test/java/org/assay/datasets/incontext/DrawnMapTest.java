package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnMapTest {
    private static final int TOKENS = 3;

    /** All maps from 3 tokens to 3 tokens. */
    private static List<int[]> maps() {
        List<int[]> maps = new ArrayList<>();
        for (int code = 0; code < 27; code++) {
            maps.add(new int[] {code % 3, code / 3 % 3, code / 9});
        }
        return maps;
    }

    private static double answer(int[] map, double noise, int question, int answer) {
        return map[question] == answer ? 1 - noise : noise / (TOKENS - 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .2, .9})
    void pairs_agree_with_the_mean_over_all_maps(double noise) {
        WordLaws.requireSame(
                DrawnMap.pairs("map", TOKENS, noise),
                7,
                word -> maps().stream()
                        .mapToDouble(map -> {
                            double p = 1.0 / 27;
                            for (int i = 0; i < word.length; i++) {
                                p *= i % 2 == 0 ? 1.0 / 3 : answer(map, noise, word[i - 1], word[i]);
                            }
                            return p;
                        })
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .1})
    void walks_agree_with_the_mean_over_all_maps(double noise) {
        WordLaws.requireSame(
                DrawnMap.walk("map", TOKENS, noise),
                7,
                word -> maps().stream()
                        .mapToDouble(map -> {
                            double p = 1.0 / 27;
                            for (int i = 0; i < word.length; i++) {
                                p *= i == 0 ? 1.0 / 3 : answer(map, noise, word[i - 1], word[i]);
                            }
                            return p;
                        })
                        .sum());
    }

    @Test
    void permutations_agree_with_the_mean_over_all_permutations() {
        List<int[]> permutations = maps().stream()
                .filter(map -> map[0] != map[1] && map[1] != map[2] && map[0] != map[2])
                .toList();
        assertThat(permutations).hasSize(6);
        WordLaws.requireSame(
                DrawnMap.permutationPairs("permutation", TOKENS),
                8,
                word -> permutations.stream()
                        .mapToDouble(map -> {
                            double p = 1.0 / 6;
                            for (int i = 0; i < word.length; i++) {
                                p *= i % 2 == 0 ? 1.0 / 3 : answer(map, 0, word[i - 1], word[i]);
                            }
                            return p;
                        })
                        .sum());
    }

    @Test
    void answers_alone_are_scored_in_pairs() {
        Observer observer = DrawnMap.pairs("map", TOKENS, .1).observer();
        assertThat(observer.scored()).isFalse();
        observer.read(1);
        assertThat(observer.scored()).isTrue();
        observer.read(1);
        assertThat(observer.scored()).isFalse();
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnMap.pairs("map", 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnMap.walk("map", 3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnMap.pairs("map", 3, -.1));
    }
}
