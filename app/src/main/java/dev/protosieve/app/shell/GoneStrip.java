package dev.protosieve.app.shell;

import dev.protosieve.app.session.DiskWatch;
import java.util.List;

/** Says that the rule file is no longer on the disk, so that its text is only in the window. */
final class GoneStrip {

    private GoneStrip() {
    }

    static WarningStrip of(DiskWatch disk, FileDesk desk) {
        WarningStrip strip = new WarningStrip("gone",
                List.of(WarningStrip.answer("gone-save", "Save it again", desk::save),
                        WarningStrip.answer("gone-save-as", "Save as\u2026", desk::saveAs)));
        disk.gone().subscribe(gone -> strip.say(gone.map(file -> file.getFileName()
                + " was deleted, moved or renamed by another program. Its text is still here, and not saved.")));
        return strip;
    }
}
