package dev.protosieve.app.shell;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A part of the window that is made when it is needed for the first time, or when there is time. On the FX thread only. */
final class Later<T> {

    private final Supplier<? extends T> maker;
    private final Consumer<? super T> place;
    private Optional<T> made = Optional.empty();

    /** @param place puts it where it belongs, once */
    Later(Supplier<? extends T> maker, Consumer<? super T> place) {
        this.maker = maker;
        this.place = place;
    }

    T get() {
        if (made.isEmpty()) {
            made = Optional.of(maker.get());
            place.accept(made.get());
        }
        return made.get();
    }

    boolean isMade() {
        return made.isPresent();
    }
}
