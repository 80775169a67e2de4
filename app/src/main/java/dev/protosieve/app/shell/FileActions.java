package dev.protosieve.app.shell;

/** What the bar does with files. */
interface FileActions {

    void open();

    void save();
}
