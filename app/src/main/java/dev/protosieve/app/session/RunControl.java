package dev.protosieve.app.session;

/** Loads, replaces and detaches: what the buttons do. */
public interface RunControl {

    /** Loads the filter as it is at the chosen place and attaches it; says in the run state what came of it. */
    void load();

    /** Puts the newest filter that compiled in the running one's place now, without waiting. */
    void replace();

    /** Detaches and counts the last events. */
    void detach();

    /** Looks again which interfaces or control groups there are. */
    void refreshPlaces();
}
