package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.language.Languages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RuleUseTest {
    private final GeneratingProcess toy = Languages.open("toy-english");

    private RuleUse use(String rule) {
        return RuleUse.of(toy).get(toy.rules().indexOf(rule));
    }

    @Test
    @Tag("slow")
    void shares_sum_to_one_and_floors_average_to_the_loss() {
        List<RuleUse> uses = RuleUse.of(toy);
        assertThat(uses.stream().mapToDouble(RuleUse::wins).sum()).isCloseTo(1, within(1e-12));
        assertThat(uses.stream().mapToDouble(RuleUse::emits).sum()).isCloseTo(1, within(1e-12));
        double loss = uses.stream()
                .filter(use -> use.wins() > 0)
                .mapToDouble(use -> use.wins() * use.floor())
                .sum();
        Floors floors = toy.floors(127);
        assertThat(loss).isCloseTo(floors.mean(0, 128), within(.02));
    }

    /** .94 for the one token of the rule and .03 for each of two brackets: a certain rule has a floor above 0. */
    @Test
    void a_certain_rule_still_leaves_room_for_brackets() {
        double floor = -.94 * Math.log(.94) - 2 * .03 * Math.log(.03);
        assertThat(use("skip-trigram:lake:new").floor()).isCloseTo(floor, within(1e-9));
        assertThat(use("skip-trigram:lake:new").emits())
                .isLessThan(use("skip-trigram:lake:new").wins());
    }

    @Test
    void what_only_takes_a_share_never_wins_and_has_no_floor() {
        RuleUse boost = use("boost:beach:big");
        assertThat(boost.wins()).isZero();
        assertThat(boost.emits()).isPositive();
        assertThat(boost.floor()).isNaN();
    }

    @Test
    void a_process_without_rules_has_none() {
        assertThat(RuleUse.of(Languages.open("mess3"))).isEmpty();
    }
}
