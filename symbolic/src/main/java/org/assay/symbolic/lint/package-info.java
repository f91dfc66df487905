/**
 * What in a program cannot have an effect: allowed, but hardly meant.
 *
 * <p>Here: {@link org.assay.symbolic.lint.Lint}, findings item by item, which rest on what may be active where, whatever the tokens
 * ({@code Reach}). In: a program. Out: findings. May import {@code program} and {@code label}. Not here: mistakes that a program
 * cannot be made with, which its parts and {@code text} refuse.
 */
package org.assay.symbolic.lint;
