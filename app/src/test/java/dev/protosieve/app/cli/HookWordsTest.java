package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.Hook;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HookWordsTest {

    @ParameterizedTest
    @EnumSource(Hook.class)
    void namesEveryHook(Hook hook) {
        assertTrue(List.of(HookWords.ALL.split("[, ]+|\\.$")).contains(hook.id()), HookWords.ALL);
    }
}
