package org.assay.symbolic.edit;

import java.nio.file.Path;
import org.assay.symbolic.edit.EditHistory.Beginning;

/** A history that belongs to another program, other data or another weighing. Nothing in it was touched. */
public final class OtherBeginningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OtherBeginningException(String message) {
        super(message);
    }

    static void require(Path file, Beginning wanted, Beginning found) {
        if (!found.program().equals(wanted.program())) {
            throw new OtherBeginningException(file + " is the history of another program than the one given");
        }
        if (!found.heldOut().equals(wanted.heldOut())) {
            throw new OtherBeginningException(
                    file + " was made on other data: " + found.data() + ", given " + wanted.data());
        }
        if (found.yardstick() != wanted.yardstick() || found.observations() != wanted.observations()) {
            throw new OtherBeginningException(file + " weighs otherwise: against "
                    + found.yardstick().word() + " at N = "
                    + found.observations() + ", given " + wanted.yardstick().word() + " at N = "
                    + wanted.observations());
        }
    }
}
