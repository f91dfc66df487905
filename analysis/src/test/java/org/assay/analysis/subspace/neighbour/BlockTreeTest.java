package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTreeTest {
    @Test
    void a_joint_has_the_size_of_its_parts_and_says_how_sure_it_is() {
        BlockTree four = BlockTree.joined(BlockTree.leaf(2), BlockTree.leaf(2), 2.514, 120.4);
        BlockTree six = BlockTree.joined(four, BlockTree.leaf(2), 0.5, 4.6);

        assertThat(six.size()).isEqualTo(6);
        assertThat(six.inWords()).isEqualTo("6(4(2 2: 2.51 nats, z 120) 2: 0.50 nats, z 5)");
        assertThat(BlockTree.leaf(3).inWords()).isEqualTo("3");
    }

    @Test
    void three_parts_are_refused() {
        List<BlockTree> three = List.of(BlockTree.leaf(1), BlockTree.leaf(1), BlockTree.leaf(1));

        assertThatThrownBy(() -> new BlockTree(3, new BlockTree.Joint(1, 5), three))
                .hasMessageContaining("two parts");
    }
}
