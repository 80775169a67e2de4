package dev.protosieve.app.designer;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/** Words at the left and numbers at the right; in a narrow card the numbers are below the words. */
final class CardFoot extends Region {

    private static final double GAP = 10;
    private static final double LINE_GAP = 2;

    private final Region words;
    private final Region numbers;

    CardFoot(Region words, Region numbers) {
        this.words = words;
        this.numbers = numbers;
        setMinWidth(0);
        getChildren().addAll(words, numbers);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double numbersWidth() {
        return numbers.isManaged() ? numbers.prefWidth(-1) : 0;
    }

    private boolean isBeside(double width) {
        return !numbers.isManaged() || words.prefWidth(-1) + GAP + numbersWidth() <= width;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return words.prefWidth(-1) + (numbers.isManaged() ? GAP + numbersWidth() : 0);
    }

    @Override
    protected double computePrefHeight(double width) {
        double room = width < 0 ? computePrefWidth(-1) : width;
        double numbersHeight = numbers.isManaged() ? numbers.prefHeight(-1) : 0;
        return isBeside(room) ? Math.max(words.prefHeight(room - numbersWidth()), numbersHeight)
                : words.prefHeight(room) + LINE_GAP + numbersHeight;
    }

    @Override
    protected void layoutChildren() {
        boolean beside = isBeside(getWidth());
        double numbersWidth = Math.min(numbersWidth(), getWidth());
        double numbersHeight = numbers.prefHeight(-1);
        double wordsWidth = beside ? getWidth() - numbersWidth : getWidth();
        double wordsHeight = words.prefHeight(wordsWidth);
        words.resizeRelocate(0, beside ? snapPositionY((getHeight() - wordsHeight) / 2) : 0, wordsWidth, wordsHeight);
        numbers.resizeRelocate(snapPositionX(getWidth() - numbersWidth),
                snapPositionY(beside ? (getHeight() - numbersHeight) / 2 : wordsHeight + LINE_GAP), numbersWidth,
                numbersHeight);
    }
}
