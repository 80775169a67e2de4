package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void isReadBackByAnotherReader() {
        String text = "\"q\\ \n\t\u0001 \u00e9 \ud83d\ude00 \ud800";
        Map<String, Object> value = Map.of("text", text, "list", List.of(1.5, true, "x"), "empty", List.of());
        assertEquals(value, new Gson().fromJson(Json.of(value), Map.class));
    }
}
