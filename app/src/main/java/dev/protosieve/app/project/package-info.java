/**
 * Takes: the user's folders, rule files and what is typed.
 * Gives: settings, recent files, safe writing, drafts that survive a crash, and search by a few letters.
 * Does not know: any window.
 */
@NullMarked
package dev.protosieve.app.project;

import org.jspecify.annotations.NullMarked;
