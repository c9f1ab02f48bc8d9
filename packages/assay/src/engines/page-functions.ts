/**
 * What SQL on a page may call: functions that compute from their arguments and nothing else. None of them reads a file, a
 * table, a setting, a variable or the clock, none writes, none calls another by its name, and none makes many rows of one.
 */
const ROW_FUNCTIONS = `
  + - * / // % ** ^ & | << >> ~ @ || !__postfix ~~ !~~ ~~* !~~* ~~~ ^@ && @> <@ ->>
  abs sign ceil ceiling floor round round_even trunc mod fmod fdiv pow power sqrt cbrt exp ln log log2 log10 gcd lcm even
  factorial greatest least pi degrees radians sin cos tan asin acos atan atan2 isnan isinf isfinite signbit xor bit_count
  nullif upper lower ucase lcase length len char_length character_length strlen bit_length octet_length
  trim ltrim rtrim lpad rpad left right reverse substr substring substring_grapheme length_grapheme replace translate
  strip_accents nfc_normalize ascii ord unicode chr concat concat_ws contains starts_with ends_with prefix suffix instr
  strpos position split_part split str_split string_split string_to_array str_split_regex string_split_regex
  regexp_matches regexp_full_match regexp_extract regexp_extract_all regexp_replace regexp_split_to_array regexp_escape
  like_escape ilike_escape not_like_escape not_ilike_escape format printf hash md5 sha1 sha256 hex unhex to_hex from_hex
  base64 to_base64 from_base64 url_encode url_decode levenshtein editdist3 damerau_levenshtein hamming mismatches jaccard
  jaro_similarity jaro_winkler_similarity typeof
  date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add last_day days_in_month dayname
  monthname year quarter month week weekofyear yearweek isoyear day dayofmonth dayofweek dayofyear weekday isodow decade
  century millennium era hour minute second millisecond microsecond nanosecond epoch epoch_ms epoch_us epoch_ns julian
  strftime strptime try_strptime make_date make_time make_timestamp make_timestamp_ms make_timestamp_ns make_timestamptz
  to_timestamp time_bucket timezone timezone_hour timezone_minute to_years to_quarters to_months to_weeks to_days to_hours
  to_minutes to_seconds to_milliseconds to_microseconds to_decades to_centuries to_millennia
  list_value list_pack array_length array_contains array_has array_has_all array_has_any array_position array_slice
  array_extract array_to_string array_sort array_distinct array_unique array_reverse array_concat list_contains list_has
  list_has_all list_has_any list_position list_indexof list_slice list_element list_extract list_sort list_reverse_sort
  list_reverse list_distinct list_unique list_concat list_cat list_intersect list_count list_sum list_avg list_min list_max
  list_median list_mode list_first list_last list_any_value list_bool_and list_bool_or list_string_agg flatten
  row struct_pack struct_extract struct_extract_at struct_keys struct_contains map map_keys map_values map_entries
  map_extract map_extract_value map_contains element_at cardinality
  json_valid json_type json_keys json_exists json_contains json_array_length json_extract json_extract_path
  json_extract_path_text json_extract_string json_value`

/** These skip NULL, so that `f(x) FILTER (WHERE c)` is `f(CASE WHEN c THEN x END)`. */
const AGGREGATES_WITHOUT_NULL = `
  count sum avg mean min max count_if countif bool_and bool_or median mode quantile quantile_cont quantile_disc
  approx_quantile approx_count_distinct stddev stddev_samp stddev_pop variance var_samp var_pop skewness kurtosis entropy mad
  any_value corr covar_pop covar_samp regr_slope regr_intercept regr_r2 regr_count fsum favg kahan_sum product sem bit_and
  bit_or bit_xor`

const OTHER_AGGREGATES = 'count_star list array_agg string_agg group_concat first last arg_min arg_max min_by max_by'

const names = (table: string): readonly string[] => table.trim().split(/\s+/)

export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(names(ROW_FUNCTIONS))
export const SKIPS_NULL: ReadonlySet<string> = new Set(names(AGGREGATES_WITHOUT_NULL))
export const ALLOWED_AGGREGATES: ReadonlySet<string> = new Set([...SKIPS_NULL, ...names(OTHER_AGGREGATES)])

/** Types that a value can be cast to. */
export const ALLOWED_TYPES: ReadonlySet<string> = new Set(
  `BOOLEAN TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT FLOAT DOUBLE DECIMAL VARCHAR
  DATE TIME TIMESTAMP TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS INTERVAL UUID`
    .split(/\s+/)
    .concat('TIMESTAMP WITH TIME ZONE', 'TIME WITH TIME ZONE'),
)

/** Written like columns, but the engine reads the clock: an old delivery would be judged by today. */
export const CLOCK: ReadonlySet<string> = new Set(
  'current_date current_time current_timestamp localtime localtimestamp now today get_current_time get_current_timestamp transaction_timestamp'.split(
    ' ',
  ),
)
