package org.assay.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.datasets.file.InterventionFile;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Positions;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.ActivationFolder;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.NameFilter;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of docs/looking-inside.md: every line of code on the page stands here, is compiled and is run. */
class LookingInsideTest {
    private static final Path PAGE = Path.of("../docs/looking-inside.md");
    private static final Path SELF = Path.of("src/test/java/org/assay/analysis/circuit/LookingInsideTest.java");

    @Test
    void the_example_does_what_the_page_says(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("model");
        TransformerConfig config =
                TransformerConfig.bilinearAttentionOnly(2, 16, 2, 8, 5).with(new Initialisation(1, 0.2, false, false));
        new ModelFolder(TransformerWeights.initial(config, Seed.of(1)), Vocabulary.of("a", "b", "c", "d", "e"))
                .write(model);
        // the page begins
        ModelFolder files = ModelFolder.read(model);
        HookedTransformer network = HookedTransformer.of("network", files.vocabulary(), files.weights());
        Inspection inspection = Inspection.of(network);
        int[][] sequences = {{0, 1, 2, 3, 0}, {4, 1, 0, 2, 4}, {3, 3, 1, 0, 3}};

        ActivationCache cache = inspection.cache(sequences, "blocks.*.attn.hook_pattern", "blocks.1.hook_resid_post");
        NamedArray pattern = cache.get("blocks.1.attn.hook_pattern"); // batch, head, query, key
        double weight = pattern.select("head", 0).at(2, 4, 1); // sequence 2: what position 4 takes from position 1
        ActivationFolder.write(
                folder.resolve("activations"), network, sequences, NameFilter.usual(), Positions.ALL, Progress.SILENT);

        LogitLens lens = inspection.logitLens(sequences); // site, batch, position, token
        DirectAttribution attribution = inspection.attribution(sequences);
        double direct = attribution.logits("a1.h0").at(2, 4, 1); // what head 0 of layer 1 adds to the logit of token 1

        Edit silence =
                Edit.of(new Site("blocks.0.attn.hook_z"), new Change.Mean()).inHeads(1);
        Edit freeze = Edit.of(new Site("blocks.1.attn.hook_pattern"), new Change.Freeze());
        Edit path = Edit.of(new Site("blocks.0.attn.hook_z"), new Change.Resample(7))
                .inHeads(0)
                .towards(new Receiver(new Site("blocks.1.hook_v_input"), 1));
        InterventionPlan plan = InterventionPlan.of(silence, freeze, path);
        InterventionFile.write(folder.resolve("plan.json"), plan);
        ContextSet contexts = ContextSet.everyPosition(sequences, 1);
        NextTokenTable laws = inspection.edited(contexts, plan);

        int[][] corrupted = {{0, 2, 2, 3, 0}, {4, 3, 0, 2, 4}, {3, 3, 2, 0, 3}};
        ContextPairs pairs = new ContextPairs(corrupted, sequences); // run the first, lend from the second: denoising
        LogitMetric metric = LogitMetric.difference(new int[] {1, 1, 1}, new int[] {2, 2, 2});
        PatchingSweep sweep = inspection.patching(pairs, metric, Seed.of(3));
        PatchingTable heads = sweep.byHead("attn.hook_z"); // layer, head
        PatchingTable stream = sweep.byLayerAndPosition("hook_resid_pre"); // layer, position

        EdgeAttribution edges = inspection.edges(pairs, metric);
        EdgeScores integral = edges.pathIntegral(Progress.SILENT); // exact: the network is a polynomial
        EdgeScores patched = edges.exactPatching(Progress.SILENT);
        double agreement = integral.correlation(patched);
        CircuitFile.write(folder.resolve("circuit.json"), edges.graph(), integral, integral.strongest(10));
        // the page ends
        assertThat(weight).isNotZero();
        assertThat(lens.sites()).hasSize(3);
        assertThat(direct).isNotZero();
        assertThat(laws.rows()).isEqualTo(12);
        assertThat(inspection.edited(contexts, InterventionFile.read(folder.resolve("plan.json"))))
                .isEqualTo(laws);
        assertThat(heads.identity()).isZero();
        assertThat(stream.everything()).isZero();
        assertThat(agreement).isBetween(-1.0, 1.0);
        assertThat(CircuitFile.read(folder.resolve("circuit.json"), edges.graph())
                        .members())
                .hasSize(10);
        assertThat(ActivationFolder.open(folder.resolve("activations")).names())
                .contains("blocks.0.attn.hook_attn_scores1");
        network.close();
    }

    @Test
    void every_line_of_code_on_the_page_stands_in_this_test() throws IOException {
        String page = Files.readString(PAGE);
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
        StringBuilder code = new StringBuilder();
        while (blocks.find()) {
            code.append(blocks.group(1));
        }
        String self = Files.readString(SELF);
        String shown = self.substring(
                self.indexOf("// the page begins") + "// the page begins".length(), self.indexOf("// the page ends"));
        assertThat(squeezed(code.toString())).hasSizeGreaterThan(100).isEqualTo(squeezed(shown));
    }

    private static List<String> squeezed(String code) {
        return List.of(code.replaceAll("\\s+", " ").trim().split(" "));
    }
}
