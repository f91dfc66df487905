package org.assay.analysis.explain;

import java.util.Optional;

/** What comes of asking an explanation: the thing asked for, or the reason why it cannot be asked for that. */
public sealed interface Answer<T> {
    /** The thing asked for. */
    record Given<T>(T value) implements Answer<T> {}

    /** @param reason a sentence for the comparison table */
    record CannotBeAsked<T>(String reason) implements Answer<T> {}

    static <T> Answer<T> given(T value) {
        return new Given<>(value);
    }

    static <T> Answer<T> cannotBeAsked(String reason) {
        return new CannotBeAsked<>(reason);
    }

    /** The value where there is one. */
    default Optional<T> toOptional() {
        return this instanceof Given<T> given ? Optional.of(given.value()) : Optional.empty();
    }

    /** The value; IllegalStateException with the reason where there is none. */
    default T get() {
        if (this instanceof CannotBeAsked<T> refused) {
            throw new IllegalStateException(refused.reason());
        }
        return toOptional().orElseThrow();
    }
}
