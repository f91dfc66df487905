package org.assay.neural.djl;

import java.util.ArrayList;
import java.util.List;
import org.assay.neural.djl.OptimiserScript.Group;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;

/** TorchScript text of an update of {@link Muon}, with the iteration {@code orthogonal} that it calls. */
final class MuonScript {
    private MuonScript() {}

    static String of(ParameterLayout layout, Muon muon, String head) {
        StringBuilder text = new StringBuilder(orthogonal(muon)).append(head);
        List<String> moved = new ArrayList<>();
        List<Group> others = new ArrayList<>();
        for (Parameter parameter : layout.parameters()) {
            if (isHidden(parameter)) {
                moved.add(hidden(text, parameter, moved.size(), muon));
            } else {
                join(others, parameter);
            }
        }
        text.append("    rate = torch.mul(rate, ").append(muon.otherRate()).append(")\n");
        String lists = OptimiserScript.fused(
                text, "_fused_adamw_", muon.other(), muon.other().weightDecay(), others);
        text.append("    return torch.linalg_vector_norm(torch.cat(torch.add(" + lists + ", " + moved + ")))\n");
        return text.toString();
    }

    /** Matrices of the blocks; embeddings and unembedding are tables with a row or column for each token or position. */
    private static boolean isHidden(Parameter parameter) {
        return parameter.isMatrix() && parameter.name().startsWith("blocks.");
    }

    private static void join(List<Group> groups, Parameter parameter) {
        int from = parameter.offset();
        int to = from + parameter.size();
        Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
        if (last != null && last.to() == from && last.decayed() == parameter.isMatrix()) {
            groups.set(groups.size() - 1, new Group(last.from(), to, last.decayed()));
        } else {
            groups.add(new Group(from, to, parameter.isMatrix()));
        }
    }

    /** One matrix, or one stack of them; gives the name of its entries. */
    private static String hidden(StringBuilder text, Parameter parameter, int index, Muon muon) {
        Group group = new Group(parameter.offset(), parameter.offset() + parameter.size(), true);
        String h = "h" + index;
        text.append("    " + h + " = " + group.of("p") + "\n");
        text.append("    gh = " + group.of("g") + "\n    mh = " + group.of("m") + "\n");
        text.append(OptimiserScript.momentum("u", "mh", "gh", muon.momentum(), muon.nesterov()));
        int rows = parameter.shape().get(parameter.shape().size() - 2);
        int columns = parameter.shape().get(parameter.shape().size() - 1);
        int heads = parameter.shape().size() == 3 ? parameter.shape().get(0) : 1;
        text.append("    u = torch.view(u, [" + heads + ", " + rows + ", " + columns + "])\n");
        boolean output = parameter.name().endsWith(".W_O");
        boolean sideBySide = heads > 1 && !muon.perHead() && !output;
        if (sideBySide) {
            text.append("    u = torch.reshape(torch.permute(u, [1, 0, 2]), [1, " + rows + ", -1])  # (1, D, N H)\n");
            columns *= heads;
        } else if (heads > 1 && !muon.perHead()) {
            text.append("    u = torch.reshape(u, [1, -1, " + columns + "])  # (1, N H, D)\n");
            rows *= heads;
        }
        text.append("    u = self.orthogonal(u)\n");
        if (sideBySide) {
            text.append("    u = torch.permute(torch.view(u, [" + rows + ", " + heads + ", -1]), [1, 0, 2])\n");
        }
        if (muon.decay() > 0) {
            text.append("    _2 = torch.mul_(" + h + ", torch.rsub(torch.mul(rate, " + muon.decay() + "), 1.))\n");
        }
        double scale = Math.sqrt(Math.max(1, (double) columns / rows));
        text.append(
                "    _3 = torch.sub_(" + h + ", torch.mul(torch.reshape(u, [-1]), torch.mul(rate, " + scale + ")))\n");
        return h;
    }

    /** {@code orthogonal(x)}: a stack of matrices (any, r, c), each with its singular values driven to about 1. */
    private static String orthogonal(Muon muon) {
        double[] polynomial = Muon.COEFFICIENTS;
        return """
                  def orthogonal(self: __torch__.M, x: Tensor) -> Tensor:
                    tall = torch.gt(torch.size(x, 1), torch.size(x, 2))
                    if tall:
                      y = torch.transpose(x, 1, 2)
                    else:
                      y = x
                    y = torch.div(y, torch.add(torch.linalg_vector_norm(y, 2, [1, 2], True), %s))
                    for i in range(%d):
                      a = torch.bmm(y, torch.transpose(y, 1, 2))
                      b = torch.add(torch.mul(a, %s), torch.mul(torch.bmm(a, a), %s))
                      y = torch.add(torch.mul(y, %s), torch.bmm(b, y))
                    if tall:
                      z = torch.transpose(y, 1, 2)
                    else:
                      z = y
                    return z
                """.formatted(Muon.EPSILON, muon.iterations(), polynomial[1], polynomial[2], polynomial[0]);
    }
}
