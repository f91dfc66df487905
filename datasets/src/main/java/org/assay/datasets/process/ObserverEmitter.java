package org.assay.datasets.process;

import org.assay.datasets.origin.Draws;

/** Draws every token from the law that the optimal observer has, and lets it read what was drawn. */
final class ObserverEmitter implements Emitter {
    private final Observer observer;

    ObserverEmitter(Observer observer) {
        this.observer = observer;
    }

    @Override
    public void restart(Draws draws) {
        observer.restart();
    }

    @Override
    public int emit(Draws draws) {
        int token = observer.draw(draws);
        observer.read(token);
        return token;
    }

    @Override
    public int rule() {
        return observer.emittingRule();
    }

    @Override
    public int hiddenState() {
        return -1;
    }
}
