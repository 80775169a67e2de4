package dev.protosieve.app.cli;

import dev.protosieve.app.session.BoundedFile;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A text that is read line by line, of which there may be any number; each has the bound of {@link BoundedFile}. */
final class LineBound extends FilterReader {

    private int length;

    LineBound(Reader in) {
        super(in);
    }

    @Override
    public int read(char[] into, int offset, int most) throws IOException {
        int read = super.read(into, offset, most);
        for (int i = offset; i < offset + read; i++) {
            length = into[i] == '\n' || into[i] == '\r' ? 0 : length + 1;
            if (length > BoundedFile.MOST_BYTES) {
                throw new IOException("a line is longer than " + BoundedFile.MOST);
            }
        }
        return read;
    }
}
