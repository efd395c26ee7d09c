package fr.carnet.server.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Has PostgreSQL begin with what a decision shows. HAPI joins the combined index of patient and acl to all resources and leaves the order to the planner, which cannot
 * know that a hundred hashes find the few resources of one record and may read the whole table instead. The same condition is asked as a set of ids, found
 * once and first: the plan no longer depends on how many resources the database holds. The parameters stay in their order; what looks otherwise than HAPI writes it
 * stays as it is.
 */
final class ShownFirst implements StatementInspector {

    private static final long serialVersionUID = 1L;

    private static final String INDEX = "HFJ_IDX_CMB_TOK_NU";
    private static final Pattern JOIN = Pattern.compile("(HFJ_RESOURCE (t\\d+)) INNER JOIN " + INDEX + " (t\\d+) ON \\(\\2\\.RES_ID = \\3\\.RES_ID\\)");

    @Override
    public String inspect(String sql) {
        Matcher join = sql.contains(INDEX) ? JOIN.matcher(sql) : null;
        if (join == null || !join.find()) {
            return sql;
        }
        String index = join.group(3);
        Matcher condition = Pattern.compile("\\(" + index + "\\.HASH_COMPLETE IN \\((\\?(?:, ?\\?)*)\\) ?\\)").matcher(sql);
        if (!condition.find(join.end())) {
            return sql;
        }
        String first = sql.substring(0, join.start()) + join.group(1) + sql.substring(join.end(), condition.start())
                + "(" + join.group(2) + ".RES_ID = ANY (ARRAY(SELECT RES_ID FROM " + INDEX + " WHERE HASH_COMPLETE IN (" + condition.group(1) + "))))" + sql.substring(condition.end());
        return first.contains(index + ".") ? sql : first;
    }
}
