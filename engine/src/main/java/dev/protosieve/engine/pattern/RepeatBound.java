package dev.protosieve.engine.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a pattern's program can get at most, seen from its counters. RE2/J writes {@code (a{1000}){1000}} out before
 * anybody can ask for the size.
 */
final class RepeatBound {

    private static final long MOST = Integer.MAX_VALUE;

    private final String text;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long sum;
    private long last;

    private RepeatBound(String text) {
        this.text = text;
    }

    /** Characters and classes with all counters written out; at most 2^31-1. */
    static long of(String pattern) {
        RepeatBound bound = new RepeatBound(pattern);
        while (bound.at < pattern.length()) {
            bound.item();
        }
        return bound.whole();
    }

    /** Groups that are not closed count as if they were. */
    private long whole() {
        while (!outer.isEmpty()) {
            close();
        }
        return sum;
    }

    private void item() {
        char c = text.charAt(at++);
        switch (c) {
            case '\\' -> {
                at++;
                add(1);
            }
            case '[' -> {
                bracket();
                add(1);
            }
            case '(' -> {
                outer.push(sum);
                sum = 0;
                last = 0;
            }
            case ')' -> close();
            case '{' -> repeat();
            case '|', '*', '+', '?' -> sum = Math.min(MOST, sum + 1);
            default -> add(1);
        }
    }

    private void add(long size) {
        last = size;
        sum = Math.min(MOST, sum + size);
    }

    private void close() {
        long size = sum;
        sum = outer.isEmpty() ? 0 : outer.pop();
        add(size);
    }

    /** To the bracket that closes a class; one at its beginning is a character. */
    private void bracket() {
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        at++;
        while (at < text.length() && text.charAt(at) != ']') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void repeat() {
        int end = text.indexOf('}', at);
        String counts = end < 0 ? "" : text.substring(at, end);
        if (!counts.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
            add(1);
            return;
        }
        at = end + 1;
        long most = 1;
        for (String count : counts.split(",")) {
            most = Math.max(most, Long.parseLong(count));
        }
        sum = Math.min(MOST, sum + last * (most - 1));
        last = Math.min(MOST, last * most);
    }
}
