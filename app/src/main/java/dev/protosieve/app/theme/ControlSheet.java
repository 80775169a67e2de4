package dev.protosieve.app.theme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * AtlantaFX's sheet without what it has for controls that this window has none of. JavaFX tries each rule that could fit on
 * every node, and more than half of them never fit any.
 */
final class ControlSheet {

    /** Style classes of their nodes, each with those that begin with it and a hyphen, by the simple name of the control. */
    private static final List<LeftOut> LEFT_OUT = List.of(
            new LeftOut("Accordion", "accordion"), new LeftOut("Axis", "axis"),
            new LeftOut("Breadcrumbs", "breadcrumbs"),
            new LeftOut("Calendar", "calendar", "date-cell", "hour", "month-year-pane"),
            new LeftOut("CaptionMenuItem", "caption-menu-item"),
            new LeftOut("Chart", "chart", "area-legend-symbol", "bar-legend-symbol", "bubble-legend-symbol"),
            new LeftOut("ColorPicker", "color-picker", "color-palette", "custom-color-dialog"),
            new LeftOut("DatePicker", "date-picker"), new LeftOut("Dialog", "dialog-pane"),
            new LeftOut("HTMLEditor", "html-editor"),
            new LeftOut("InputGroup", "input-group"), new LeftOut("Message", "message"),
            new LeftOut("ModalPane", "modal-box", "modal-pane"), new LeftOut("Notification", "notification"),
            new LeftOut("Pagination", "pagination"), new LeftOut("PasswordTextField", "password-text-field"),
            new LeftOut("ProgressSliderSkin", "progress-slider"), new LeftOut("RadioButton", "radio-button"),
            new LeftOut("RingProgressIndicator", "ring-progress-indicator"),
            new LeftOut("SegmentedControl", "segmented-control"), new LeftOut("Spinner", "spinner"),
            new LeftOut("SplitMenuButton", "split-menu-button"), new LeftOut("Tab", "tab", "tabs"),
            new LeftOut("TabPane", "tab-pane"), new LeftOut("Tile", "tile"), new LeftOut("TitledPane", "titled-pane"),
            new LeftOut("ToggleLabel", "toggle-label"), new LeftOut("ToggleSwitch", "toggle-switch"),
            new LeftOut("ToolBar", "tool-bar"), new LeftOut("TreeTableView", "tree-table"));

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)(\\{[^{}]*\\})");
    private static final Pattern STYLE_CLASS = Pattern.compile("\\.([a-z][a-z0-9-]*)");

    private record LeftOut(String control, List<String> styleClasses) {

        LeftOut(String control, String... styleClasses) {
            this(control, List.of(styleClasses));
        }

        boolean has(String styleClass) {
            return styleClasses.stream().anyMatch(own -> styleClass.equals(own) || styleClass.startsWith(own + "-"));
        }
    }

    private ControlSheet() {
    }

    /** Simple names of the controls that have no look in this window, to be used nowhere. */
    static List<String> leftOut() {
        return LEFT_OUT.stream().map(LeftOut::control).toList();
    }

    /** The rules that are left of a sheet that nests none. */
    static String of(String css) {
        return RULE.matcher(COMMENT.matcher(css).replaceAll("")).replaceAll(
                rule -> Matcher.quoteReplacement(used(rule.group(1)).map(list -> list + rule.group(2)).orElse("")));
    }

    private static Optional<String> used(String selectors) {
        return Arrays.stream(selectors.split(",", -1)).filter(ControlSheet::isUsed)
                .reduce((one, next) -> one + "," + next);
    }

    private static boolean isUsed(String selector) {
        Stream<String> styleClasses = STYLE_CLASS.matcher(selector).results().map(found -> found.group(1));
        return styleClasses.noneMatch(found -> LEFT_OUT.stream().anyMatch(left -> left.has(found)));
    }
}
