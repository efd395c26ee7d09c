package fr.carnet.guide;

import java.util.List;

/**
 * One page of the guide: French first, then English.
 *
 * @param file     its name
 * @param title    its heading
 * @param intro    HTML before the sections
 * @param sections tables and texts
 * @param english  HTML of the English part
 */
public record Page(String file, String title, String intro, List<Section> sections, String english) {

    /**
     * A part of a page with a heading of its own.
     *
     * @param id    anchor
     * @param title heading
     * @param intro HTML before the table
     * @param table rows, none when it has no columns
     * @param code  text shown as it is, empty when there is none
     */
    public record Section(String id, String title, String intro, Table table, String code) {

        static Section of(String id, String title, Table table) {
            return new Section(id, title, "", table, "");
        }

        static Section of(String id, String title, String intro, Table table) {
            return new Section(id, title, intro, table, "");
        }

        static Section code(String id, String title, String intro, String code) {
            return new Section(id, title, intro, new Table(List.of(), List.of()), code);
        }
    }

    /** Headings and rows. */
    public record Table(List<String> columns, List<Row> rows) {
    }

    /** One row, with an anchor, or an empty one. */
    public record Row(String id, List<Cell> cells) {
    }

    /**
     * One cell.
     *
     * @param parts shown one after the other
     * @param lang  language, when it is not French
     */
    public record Cell(List<Part> parts, String lang) {

        static Cell of(String text) {
            return new Cell(List.of(new Part(text, "")), "");
        }

        static Cell english(String text) {
            return new Cell(List.of(new Part(text, "")), "en");
        }

        static Cell link(String text, String href) {
            return new Cell(List.of(new Part(text, href)), "");
        }
    }

    /** A text, with where it leads to, or nowhere when empty. */
    public record Part(String text, String href) {
    }
}
