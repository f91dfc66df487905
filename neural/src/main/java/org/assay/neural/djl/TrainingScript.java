package org.assay.neural.djl;

import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * TorchScript text of the loss and of whole training steps, to stand after {@link TransformerScript#lean}. Where training reads
 * statistics of its batch, every step moves the running ones towards them.
 */
final class TrainingScript {
    private TrainingScript() {}

    /**
     * {@code loss(w, p, tok, mask, cos, sin, seen)}: mean cross-entropy in nats of the P tokens after the first of (B, P+1),
     * weighted by {@code w} (B P), or all alike when w is empty; in training, where statistics of the batch are read and
     * appended to {@code seen}. {@code losses(p, tok, mask, cos, sin)}: at rest, that of every target, (B P).
     * {@code laws}: the logarithms of the laws that they come from, (B P, V).
     *
     * <p>{@code objective(l, p)}: what is descended, the loss {@code l} and what its architecture adds to it. {@code gradient(w, p,
     * tok, mask, cos, sin)}: that of the objective, flat as p.
     *
     * <p>{@code steps(p, m, v, t, lr, toks, ws, mask, cos, sin)}: up to K steps on {@code toks} (K, B, P+1) with weights
     * {@code ws} (K, B P), or empty, and learning rates {@code lr} (K); changes p, m, v, t in place and gives (k, 3): loss before
     * the step, norm of the gradient before clipping, norm of the parameters after the step. Where loss or gradient is
     * not finite the step is not taken, and it is the last, k of K.
     */
    static String of(TransformerConfig config, Optimiser optimiser) {
        String training = config.batchStatistics() ? TransformerScript.training(config) : "";
        String logits = config.batchStatistics()
                ? "self.training_logits(p, x, mask, cos, sin, seen)"
                : "self.logits(p, x, mask, cos, sin)";
        return training
                + LOSSES.replace("TENSORS", TransformerScript.TENSORS).replace("LOGITS", logits)
                + PenaltyScript.objective(config)
                + OptimiserScript.of(ParameterLayout.of(config), optimiser)
                + steps(optimiser.clipNorm(), config);
    }

    private static final String LOSSES = """
              def loss(self: __torch__.M, w: Tensor, TENSORS, seen: List[Tensor]) -> Tensor:
                n = torch.size(tok, 1)  # P + 1
                x = torch.slice(tok, 1, 0, torch.sub(n, 1), 1)
                y = torch.reshape(torch.slice(tok, 1, 1, n, 1), [-1])  # (B P)
                if torch.eq(torch.numel(w), 0):
                  l = torch.cross_entropy_loss(LOGITS, y, None, 1)
                else:
                  c = torch.cross_entropy_loss(LOGITS, y, None, 0)
                  l = torch.div(torch.sum(torch.mul(c, w)), torch.sum(w))
                return l
              def losses(self: __torch__.M, TENSORS) -> Tensor:
                n = torch.size(tok, 1)
                x = torch.slice(tok, 1, 0, torch.sub(n, 1), 1)
                y = torch.reshape(torch.slice(tok, 1, 1, n, 1), [-1])
                return torch.cross_entropy_loss(self.logits(p, x, mask, cos, sin), y, None, 0)
              def laws(self: __torch__.M, TENSORS) -> Tensor:
                x = torch.slice(tok, 1, 0, torch.sub(torch.size(tok, 1), 1), 1)
                return torch.log_softmax(self.logits(p, x, mask, cos, sin), -1)
              def gradient(self: __torch__.M, w: Tensor, TENSORS) -> Tensor:
                seen = annotate(List[Tensor], [])
                l = self.objective(self.loss(w, p, tok, mask, cos, sin, seen), p)
                return unchecked_cast(Tensor, torch.grad([l], [p])[0])
            """;

    private static String steps(double clipNorm, TransformerConfig config) {
        ParameterLayout layout = ParameterLayout.of(config);
        String running = !config.batchStatistics()
                ? ""
                : "      _4 = torch.lerp_(torch.slice(p, 0, " + layout.trainedSize() + ", " + layout.size()
                        + ", 1), torch.cat(seen), " + TransformerConfig.STATISTICS_RATE + ")\n";
        String clip = Double.isInfinite(clipNorm)
                ? ""
                : "      _0 = torch.mul_(g, torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 1e-6)), " + clipNorm
                        + "), None, 1.))\n";
        return """
                  def steps(self: __torch__.M, p: Tensor, m: Tensor, v: Tensor, t: Tensor, lr: Tensor, toks: Tensor, \
                ws: Tensor, mask: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
                    stats = annotate(List[Tensor], [])
                    for i in range(torch.size(toks, 0)):
                      if torch.eq(torch.numel(ws), 0):
                        w = ws
                      else:
                        w = torch.select(ws, 0, i)
                      seen = annotate(List[Tensor], [])
                      l = self.loss(w, p, torch.select(toks, 0, i), mask, cos, sin, seen)
                      g = unchecked_cast(Tensor, torch.grad([self.objective(l, p)], [p])[0])  # flat, as p
                      torch.set_grad_enabled(False)
                      norm = torch.linalg_vector_norm(g)
                      l = torch.detach(l)
                      if bool(torch.logical_not(torch.isfinite(torch.add(l, norm)))):
                        _3 = torch.append(stats, torch.stack([l, norm, norm]))
                        torch.set_grad_enabled(True)
                        break
                %s\
                      _1 = torch.add_(t, 1)
                      after = self.update(p, m, v, g, t, torch.select(lr, 0, i))
                %s\
                      _2 = torch.append(stats, torch.stack([l, norm, after]))
                      torch.set_grad_enabled(True)
                    return torch.stack(stats)
                """.formatted(clip, running);
    }
}
