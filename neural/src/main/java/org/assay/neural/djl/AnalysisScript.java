package org.assay.neural.djl;

/**
 * TorchScript text of what is asked of a network at rest, to stand after {@link TransformerScript#hooked}. Requests are a
 * dictionary of tensors:
 *
 * <ul>
 *   <li>{@code keep:NAME}: the values of hook point NAME are kept; those at the given rows of the first axis, or all when the
 *       tensor is empty;
 *   <li>{@code push:NAME}: the same for {@code flow}, which hands out its derivative along the tangent;
 *   <li>{@code NAME#i.units}, {@code NAME#i.values}, and {@code NAME#i.projector} or {@code NAME#i.add}: edit number i there;
 *   <li>{@code split}: heads read copies of the residual stream of their own.
 * </ul>
 */
final class AnalysisScript {
    /** What every method of a hooked network takes besides its tensors. */
    static final String HOOK_TENSORS = "edits: Dict[str, Tensor], cache: Dict[str, Tensor]";

    static final String HOOK_ARGUMENTS = "edits, cache";

    private AnalysisScript() {}

    /** {@code hook}: one hook point, edited and kept as requested. {@code touched}: whether anything is requested there. */
    static String hook() {
        return """
                  def touched(self: __torch__.M, name: str, edits: Dict[str, Tensor]) -> bool:
                    a = torch.__contains__(edits, torch.add("keep:", name))
                    b = torch.__contains__(edits, torch.add("push:", name))
                    c = torch.__contains__(edits, torch.add(name, "#0.units"))
                    return torch.__or__(torch.__or__(a, b), c)
                  def edited(self: __torch__.M, key: str, x: Tensor, edits: Dict[str, Tensor]) -> Tensor:
                    units = edits[torch.add(key, ".units")]
                    values = edits[torch.add(key, ".values")]  # (units, width)
                    y = torch.reshape(x, [-1, torch.size(values, 1)])
                    if torch.__contains__(edits, torch.add(key, ".projector")):
                      h = torch.index_select(y, 0, units)
                      r = torch.add(h, torch.matmul(torch.sub(values, h), edits[torch.add(key, ".projector")]))
                      z = torch.index_copy(y, 0, units, r)
                    else:
                      if torch.__contains__(edits, torch.add(key, ".add")):
                        z0 = torch.index_add(y, 0, units, values)
                      else:
                        z0 = torch.index_copy(y, 0, units, values)
                      z = z0
                    return torch.reshape(z, torch.size(x))
                  def hook(self: __torch__.M, name: str, x: Tensor, %1$s) -> Tensor:
                    i = 0
                    y = x
                    key = torch.add(name, "#0")
                    more = torch.__contains__(edits, torch.add(key, ".units"))
                    while more:
                      y = self.edited(key, y, edits)
                      i = torch.add(i, 1)
                      key = torch.format("{}#{}", name, i)
                      more = torch.__contains__(edits, torch.add(key, ".units"))
                    if torch.__contains__(edits, torch.add("keep:", name)):
                      rows = edits[torch.add("keep:", name)]
                      if torch.gt(torch.numel(rows), 0):
                        kept = torch.index_select(y, 0, rows)
                      else:
                        kept = y
                      torch._set_item(cache, name, kept)
                    else:
                      if torch.__contains__(edits, torch.add("push:", name)):
                        torch._set_item(cache, name, y)
                      else:
                        pass
                    return y
                """.formatted(HOOK_TENSORS);
    }

    /**
     * {@code record}: what is kept, by name. {@code gradients}: the derivative of {@code sum(logits * seed)} by what is kept.
     * {@code flow}: the same for what is kept, and for what is pushed its derivative along {@code tangent}, a direction at the
     * hook point of the embedding, by differentiating the transposed product once more.
     */
    static String of() {
        return """
                  def record(self: __torch__.M, %1$s, edits: Dict[str, Tensor]) -> Dict[str, Tensor]:
                    cache = annotate(Dict[str, Tensor], {})
                    y = self.logits(p, tok, mask, cos, sin, edits, cache)
                    return cache
                  def derivative(self: __torch__.M, d: Optional[Tensor], x: Tensor) -> Tensor:
                    if torch.__is__(d, None):
                      e = torch.zeros_like(x)
                    else:
                      e = unchecked_cast(Tensor, d)
                    return torch.detach(e)
                  def gradients(self: __torch__.M, %1$s, edits: Dict[str, Tensor], seed: Tensor) -> Dict[str, Tensor]:
                    cache = annotate(Dict[str, Tensor], {})
                    q = torch.requires_grad_(torch.detach(p), True)
                    y = self.logits(q, tok, mask, cos, sin, edits, cache)
                    names = torch.keys(cache)
                    values = torch.values(cache)
                    g = torch.grad([torch.sum(torch.mul(y, seed))], values, None, None, False, True)
                    out = annotate(Dict[str, Tensor], {})
                    for i in range(torch.len(names)):
                      torch._set_item(out, names[i], self.derivative(g[i], values[i]))
                    return out
                  def flow(self: __torch__.M, %1$s, edits: Dict[str, Tensor], seed: Tensor, tangent: Tensor) \
                -> Dict[str, Tensor]:
                    cache = annotate(Dict[str, Tensor], {})
                    q = torch.requires_grad_(torch.detach(p), True)
                    y = self.logits(q, tok, mask, cos, sin, edits, cache)
                    x = cache["hook_embed"]
                    names = torch.keys(cache)
                    out = annotate(Dict[str, Tensor], {})
                    pulled = annotate(List[Tensor], [])
                    pushed = annotate(List[Tensor], [])
                    pulledNames = annotate(List[str], [])
                    pushedNames = annotate(List[str], [])
                    for i in range(torch.len(names)):
                      if torch.__contains__(edits, torch.add("push:", names[i])):
                        _0 = torch.append(pushed, cache[names[i]])
                        _1 = torch.append(pushedNames, names[i])
                      else:
                        _2 = torch.append(pulled, cache[names[i]])
                        _3 = torch.append(pulledNames, names[i])
                    g = torch.grad([torch.sum(torch.mul(y, seed))], pulled, None, True, False, True)
                    for i in range(torch.len(pulledNames)):
                      torch._set_item(out, pulledNames[i], self.derivative(g[i], pulled[i]))
                    duals = annotate(List[Tensor], [])
                    total = torch.mul(torch.sum(x), 0)
                    for i in range(torch.len(pushedNames)):
                      dual = torch.requires_grad_(torch.zeros_like(pushed[i]), True)
                      _4 = torch.append(duals, dual)
                      total = torch.add(total, torch.sum(torch.mul(pushed[i], dual)))
                    back = unchecked_cast(Tensor, torch.grad([total], [x], None, True, True, False)[0])
                    t = torch.grad([torch.sum(torch.mul(back, torch.view(tangent, torch.size(back))))], duals, None, None, \
                False, True)
                    for i in range(torch.len(pushedNames)):
                      torch._set_item(out, torch.add("push:", pushedNames[i]), self.derivative(t[i], pushed[i]))
                    return out
                """.formatted(TransformerScript.TENSORS);
    }
}
