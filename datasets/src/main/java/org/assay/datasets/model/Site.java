package org.assay.datasets.model;

/**
 * A place inside a model. For networks the TransformerLens hook name ({@code blocks.0.hook_resid_post}), for processes
 * {@code belief} or {@code factor.NAME}, for programs {@code layer.0}.
 *
 * @param name unique within the model
 */
public record Site(String name) {
    public Site {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a site needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
