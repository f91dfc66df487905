package org.assay.neural.djl;

import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * TorchScript text of the loss and of whole training steps, to stand after {@link TransformerScript#lean}.
 *
 * <p>The optimiser works in place on lists of tensors. The compiler takes an in-place change of a list that nobody reads for
 * dead code and drops it without a word, and the gradient with it; so the lists are variables, and the norm of what they
 * hold afterwards is part of the answer.
 */
final class TrainingScript {
    private TrainingScript() {}

    /**
     * {@code loss(p, tok, mask, cos, sin)}: mean cross-entropy in nats of the P tokens after the first of (B, P+1).
     * {@code losses}: the same for every target, (B P). {@code steps(p, m, v, t, lr, toks, mask, cos, sin)}: K steps on
     * {@code toks} (K, B, P+1) with learning rates {@code lr} (K); changes p, m, v, t in place and gives (K, 3): loss before
     * the step, norm of the gradient before clipping, norm of the parameters after the step.
     */
    static String of(TransformerConfig config, AdamW options) {
        return losses() + steps(ParameterLayout.of(config), options);
    }

    private static String losses() {
        StringBuilder text = new StringBuilder();
        for (String[] method : new String[][] {{"loss", "1"}, {"losses", "0"}}) {
            text.append("  def ").append(method[0]).append("(self: __torch__.M, ");
            text.append(TransformerScript.TENSORS).append(") -> Tensor:\n");
            text.append("    n = torch.size(tok, 1)  # P + 1\n");
            text.append("    x = torch.slice(tok, 1, 0, torch.sub(n, 1), 1)\n");
            text.append("    y = torch.reshape(torch.slice(tok, 1, 1, n, 1), [-1])  # (B P)\n");
            text.append("    return torch.cross_entropy_loss(self.logits(p, x, mask, cos, sin), y, None, ");
            text.append(method[1]).append(")\n");
        }
        return text.toString();
    }

    private static String steps(ParameterLayout layout, AdamW options) {
        String clip = Double.isInfinite(options.clipNorm())
                ? ""
                : "      _0 = torch.mul_(g, torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 1e-6)), "
                        + options.clipNorm() + "), None, 1.))\n";
        return """
                  def steps(self: __torch__.M, p: Tensor, m: Tensor, v: Tensor, t: Tensor, lr: Tensor, toks: Tensor, \
                mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                    stats = annotate(List[Tensor], [])
                    for i in range(torch.size(toks, 0)):
                      l = self.loss(p, torch.select(toks, 0, i), mask, cos, sin)
                      g = unchecked_cast(Tensor, torch.grad([l], [p])[0])  # flat, as p
                      torch.set_grad_enabled(False)
                      norm = torch.linalg_vector_norm(g)
                %s\
                      _1 = torch.add_(t, 1)
                      rate = torch.select(lr, 0, i)
                %s\
                      after = torch.linalg_vector_norm(torch.cat(%s))
                      _2 = torch.append(stats, torch.stack([torch.detach(l), norm, after]))
                      torch.set_grad_enabled(True)
                    return torch.stack(stats)
                """.formatted(
                clip, updates(layout, options), layout.decayedSize() < layout.size() ? "torch.add(p0, p1)" : "p0");
    }

    /** One call for what is decayed and one for what is not; the lists p0 and p1 are read by the caller. */
    private static String updates(ParameterLayout layout, AdamW options) {
        int decayed = layout.decayedSize();
        String text = update(0, 0, decayed, options.weightDecay(), options);
        return decayed < layout.size() ? text + update(1, decayed, layout.size(), 0, options) : text;
    }

    private static String update(int group, int from, int to, double decay, AdamW options) {
        return """
                      p%1$d = [torch.slice(p, 0, %2$d, %3$d, 1)]
                      g%1$d = [torch.slice(g, 0, %2$d, %3$d, 1)]
                      m%1$d = [torch.slice(m, 0, %2$d, %3$d, 1)]
                      v%1$d = [torch.slice(v, 0, %2$d, %3$d, 1)]
                      torch._fused_adamw_(p%1$d, g%1$d, m%1$d, v%1$d, annotate(List[Tensor], []), [t], lr=rate, \
                beta1=%4$s, beta2=%5$s, weight_decay=%6$s, eps=%7$s, amsgrad=False, maximize=False)
                """.formatted(
                        group, from, to, options.beta1(), options.beta2(), Double.toString(decay), options.epsilon());
    }
}
