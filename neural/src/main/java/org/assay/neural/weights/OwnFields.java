package org.assay.neural.weights;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.Initialisation.Law;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.UnembedSpec;

/**
 * The {@code assay} block of {@code config.json}: what TransformerLens has no field for. A field that has its usual value may
 * be absent, and is when we write it, but for those that the first format always had.
 */
final class OwnFields {
    static final int FORMAT = 1;

    private static final Set<String> ALWAYS = Set.of(
            "format", "attention", "biases", "embedding_range", "initializer_range", "zero_output", "zero_unembed");
    private static final Set<String> MAYBE = Set.of(
            "init_law",
            "qk_control",
            "qk_penalty",
            "attn_keep",
            "attn_write",
            "mlp_keep",
            "mlp_write",
            "tied_unembed",
            "unembed_bias");

    private final Map<String, Object> fields;

    private OwnFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** The block of a network. */
    static Map<String, Object> of(TransformerConfig config) {
        Initialisation initialisation = config.initialisation();
        Map<String, Object> fields = new TreeMap<>();
        fields.put("format", FORMAT);
        fields.put("attention", ConfigFile.lower(config.attention()));
        fields.put("biases", config.biases());
        fields.put("embedding_range", initialisation.embeddingRange());
        fields.put("initializer_range", initialisation.initializerRange());
        fields.put("zero_output", initialisation.zeroOutput());
        fields.put("zero_unembed", initialisation.zeroUnembed());
        putUnless(initialisation.law() == Law.NORMAL, "init_law", ConfigFile.lower(initialisation.law()), fields);
        AttentionSpec attn = config.attn();
        putUnless(attn.control() == QkControl.NONE, "qk_control", ConfigFile.lower(attn.control()), fields);
        putUnless(attn.penalty() == 0, "qk_penalty", attn.penalty(), fields);
        ResidualSpec residual = config.residual();
        putUnless(
                residual.attention().keep() == 1,
                "attn_keep",
                residual.attention().keep(),
                fields);
        putUnless(
                residual.attention().write() == 1,
                "attn_write",
                residual.attention().write(),
                fields);
        putUnless(residual.mlp().keep() == 1, "mlp_keep", residual.mlp().keep(), fields);
        putUnless(residual.mlp().write() == 1, "mlp_write", residual.mlp().write(), fields);
        putUnless(!config.unembed().tied(), "tied_unembed", true, fields);
        putUnless(!config.unembed().bias(), "unembed_bias", true, fields);
        return fields;
    }

    /** Of a file; what is read from it throws IllegalArgumentException where the block cannot be that of a network. */
    static OwnFields read(Map<String, Object> block) {
        if (block == null || !Integer.valueOf(FORMAT).equals(block.get("format"))) {
            throw new IllegalArgumentException("wanted an 'assay' block of format " + FORMAT + ", found "
                    + (block == null ? "none" : block.get("format")));
        }
        for (String name : block.keySet()) {
            if (!ALWAYS.contains(name) && !MAYBE.contains(name)) {
                throw new IllegalArgumentException("assay." + name + " is not known here");
            }
        }
        return new OwnFields(block);
    }

    AttentionSpec attention() {
        return new AttentionSpec(
                ConfigFile.constant(Attention.class, "attention", fields.get("attention")),
                ConfigFile.constant(QkControl.class, "qk_control", fields.getOrDefault("qk_control", "none")),
                number("qk_penalty", 0));
    }

    ResidualSpec residual() {
        return new ResidualSpec(
                new Mix(number("attn_keep", 1), number("attn_write", 1)),
                new Mix(number("mlp_keep", 1), number("mlp_write", 1)));
    }

    UnembedSpec unembed() {
        return new UnembedSpec(flag("tied_unembed", false), flag("unembed_bias", false));
    }

    boolean biases() {
        return flag("biases", null);
    }

    Initialisation initialisation() {
        return new Initialisation(
                ConfigFile.constant(Law.class, "init_law", fields.getOrDefault("init_law", "normal")),
                number("embedding_range", null),
                number("initializer_range", null),
                flag("zero_output", null),
                flag("zero_unembed", null));
    }

    private double number(String name, Integer usual) {
        if (fields.getOrDefault(name, usual) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("assay." + name + " must be a number, found " + fields.get(name));
    }

    private boolean flag(String name, Boolean usual) {
        if (fields.getOrDefault(name, usual) instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("assay." + name + " must be true or false, found " + fields.get(name));
    }

    private static void putUnless(boolean usual, String name, Object value, Map<String, Object> fields) {
        if (!usual) {
            fields.put(name, value);
        }
    }
}
