package org.assay.neural.djl;

/** TorchScript text of what is asked of a network at rest, to stand after {@link TransformerScript#hooked}. */
final class AnalysisScript {
    private AnalysisScript() {}

    /** {@code record}: the wanted hook point at the given rows, (rows, width). {@code patterns}: a pattern, (B, N, Q, K). */
    static String of() {
        return """
                  def wanted(self: __torch__.M, %1$s, want: str, rows: Tensor, site: str, replacement: Tensor, \
                projector: Tensor) -> Tensor:
                    cache = annotate(List[Tensor], [])
                    y = self.logits(p, tok, mask, cos, sin, want, rows, cache, site, replacement, projector)
                    return cache[0]
                  def record(self: __torch__.M, %1$s, want: str, rows: Tensor, site: str, replacement: Tensor, \
                projector: Tensor) -> Tensor:
                    x = self.wanted(p, tok, mask, cos, sin, want, rows, site, replacement, projector)
                    return torch.index_select(x, 0, rows)
                  def patterns(self: __torch__.M, %1$s, want: str, rows: Tensor, site: str, replacement: Tensor, \
                projector: Tensor) -> Tensor:
                    return self.wanted(p, tok, mask, cos, sin, want, rows, site, replacement, projector)
                """.formatted(TransformerScript.TENSORS);
    }
}
