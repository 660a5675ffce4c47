// Types of fairbasis.mjs, a client of the fairbasis API. Rates are decimals
// (0.035 is 3.5 %), prices index points, dates ISO texts. A value that has no
// meaning is {undefined: reason}.

/** Name of an operation. */
export type Name = keyof Operations;

/** What is asked of an operation. */
export type Input<N extends Name> = Operations[N]["request"];

/** What an operation replies. */
export type Reply<N extends Name> = Operations[N]["reply"];

/** One refused field of a request. */
export interface Refused {
  /** where in the request, as a JSON pointer in a fragment; # is the whole */
  pointer: string;
  /** stable name of what is wrong */
  code: string;
  /** what was wrong and what would be right, in the language asked for */
  detail: string;
  /** the detail in English, where it is in another language */
  message?: string;
  /** the figures of the sentence */
  params?: Record<string, string>;
}

/** A call that was refused or failed. */
export declare class FairbasisProblem extends Error {
  /** HTTP status; 0 where no answer came */
  readonly status: number;
  /** stable name of the kind of failure: invalid, unknown, too_large, method, media, rate_limit, unavailable, internal, network ... */
  readonly code: string;
  /** the kind of failure in the language asked for */
  readonly title: string;
  /** every refused field */
  readonly errors: Refused[];
  /** by which the operator of the API can name this exchange */
  readonly requestId: string;
  /** seconds to wait before asking again; 0 where the server names none */
  readonly retryAfter: number;
}

export interface Settings {
  /** language of titles and details of problems; en without it */
  lang?: "zh" | "en";
  /** how often a call is made at most when the answer is 429 or 503 or none comes; 3 without it */
  tries?: number;
  /** longest wait between two tries, seconds; 30 without it */
  longest?: number;
  /** asks instead of the fetch there is */
  fetch?: (address: string, request: RequestInit) => Promise<Response>;
}

/** How a call is made. */
export interface Options {
  /** gives the call up */
  signal?: AbortSignal;
}

/** What of a reply comes back. */
export interface Shape extends Options {
  /** dotted paths of members to keep */
  fields?: string[];
  /** the last so many rows of the longest lists */
  tail?: number;
  /** lists of objects as one object of equally long lists */
  columns?: boolean;
  as?: "json";
}

/** One table of a reply as CSV. */
export interface Sheet extends Omit<Shape, "as"> {
  as: "csv";
  /** dotted path of the table; the longest without it */
  sheet?: string;
}

/** One call of a batch. */
export type Call = { [N in Name]: { op: N; input: Input<N> } }[Name];

/** The outcome of one call of a batch: a reply, or the problem. */
export type Outcome<N extends Name> =
  | { status: 200; reply: Reply<N>; problem?: undefined }
  | { status: number; problem: FairbasisProblem; reply?: undefined };

export interface Client {
  /** asks an operation */
  call<N extends Name>(name: N, input: Input<N>, options?: Options): Promise<Reply<N>>;
  call<N extends Name>(name: N, input: Input<N>, options: Sheet): Promise<string>;
  call<N extends Name>(name: N, input: Input<N>, options: Shape): Promise<unknown>;

  /** asks an instant operation so that caches may answer; input may be the query of a page's link */
  get<N extends Instant>(name: N, input: Input<N> | string, options?: Options): Promise<Reply<N>>;
  get<N extends Instant>(name: N, input: Input<N> | string, options: Sheet): Promise<string>;
  get<N extends Instant>(name: N, input: Input<N> | string, options: Shape): Promise<unknown>;

  /** asks an operation over the rows of a file; what of the request the file says may be left out */
  csv<N extends Name>(name: N, rows: string | Blob | BufferSource, input?: Partial<Input<N>>, options?: Options): Promise<Reply<N>>;
  csv<N extends Name>(name: N, rows: string | Blob | BufferSource, input: Partial<Input<N>> | undefined, options: Sheet): Promise<string>;
  csv<N extends Name>(name: N, rows: string | Blob | BufferSource, input: Partial<Input<N>> | undefined, options: Shape): Promise<unknown>;

  /** asks many calls, 1,000 an exchange; outcomes in the order of the calls */
  batch<const C extends readonly Call[]>(calls: C, options?: Options): Promise<{ -readonly [I in keyof C]: Outcome<C[I]["op"]> }>;
}

/** a client of the API at base; without one, of the host that this module came from */
export declare function fairbasis(base?: string | URL, settings?: Settings): Client;

/** The operations by name. */
export interface Operations {
  /** Facts of one contract on a day and the contracts listed beside it */
  contract: { request: ListingContractInput; reply: ListingContractResult };
  /** Fees, margins, limits and taxes in force on a day, with their sources */
  rules: { request: ListingRulesInput; reply: ListingRulesResult };
  /** Theoretical price of one contract and what its price implies */
  fair_value: { request: CarryPriceInput; reply: CarryPrice };
  /** Fair value, implied and forward repo of the listed contracts */
  curve: { request: CarryCurveInput; reply: CarryCurve };
  /** Basis of one contract, annualised by every convention */
  basis: { request: BasisInput; reply: BasisResult };
  /** Basis of the listed contracts, weighted by open interest */
  basis_weighted: { request: BasisWeightedInput; reply: BasisWeighted };
  /** No-arbitrage bands, returns both ways and what the costs take */
  arb: { request: ArbInput; reply: ArbResult };
  /** Cost models with their source and day */
  cost_presets: { request: ArbPresetsInput; reply: ArbPresets };
  /** What each input would have to be for a trade to reach a target */
  break_even: { request: ArbBreakEvenInput; reply: ArbBreakEven };
  /** What moving one input does to the answers */
  sensitivity: { request: ArbSensitivityInput; reply: ArbSensitivity };
  /** One answer over any two inputs */
  surface: { request: ArbSurfaceInput; reply: ArbSurface };
  /** Calendar spreads against their theoretical value and cost band */
  spread: { request: SpreadInput; reply: SpreadResult };
  /** Futures lots that hedge a portfolio */
  hedge_lots: { request: RollLotsInput; reply: RollLots };
  /** What it costs to roll a hedge into each later contract */
  roll_plan: { request: RollPlanInput; reply: RollPlan };
  /** What a file of bars holds and what is wrong with it */
  load: { request: TableLoadInput; reply: TableLoaded };
  /** Clean bars of a file as CSV or workbook */
  export: { request: TableExportInput; reply: TableExport };
  /** What of a file became no bar, with the reason of each row */
  rejected: { request: TableRejectedInput; reply: TableExport };
  /** A file of prices pasted from a spreadsheet */
  paste: { request: TablePasteInput; reply: TablePasted };
  /** A polynomial through points, with its errors */
  fit: { request: FitInput; reply: FitResult };
  /** Bars of a file as points of a chart */
  bars: { request: TableViewInput; reply: TableView };
  /** Bars of a file as rows of text */
  rows: { request: TableRowsInput; reply: TableRows };
  /** Contracts chained into their main series, beside the index */
  join: { request: TableJoinInput; reply: TableJoined };
  /** Simulated bars to try */
  demo: { request: TableDemoInput; reply: TableExport };
  /** What a rolling polynomial says of every bar */
  signals: { request: SignalInput; reply: SignalView };
  /** The polynomial that ends at one bar */
  window: { request: SignalWindowInput; reply: SignalWindow };
  /** What the active hedge would have earned */
  backtest: { request: HedgeBacktestInput; reply: HedgeBacktest };
  /** A part of a back-test as CSV or workbook */
  backtest_file: { request: HedgeFileInput; reply: HedgeDocument };
  /** Back-tests over windows, orders, take-profits and stop-losses */
  sweep: { request: HedgeSweepInput; reply: HedgeSweep };
  /** What a search over settings is worth */
  evidence: { request: HedgeEvidenceInput; reply: HedgeEvidence };
  /** The table of a week: changes, basis, volume and open interest of products side by side */
  overview: { request: StudyOverviewInput; reply: StudyOverview };
  /** The basis through time: averages, percentile bands, arbitrage lines, main contracts, changes of rules */
  history: { request: StudyHistoryInput; reply: StudyHistory };
  /** How often a basis or a calendar spread took which value, and where today lies */
  distribution: { request: StudyDistributionInput; reply: StudyDistribution };
  /** Stretches of time against each other: the basis, the index and how they move together */
  stages: { request: StudyStagesInput; reply: StudyStages };
  /** Days of large moves of the index against all others */
  volatility: { request: StudyVolatilityInput; reply: StudyVolatility };
  /** The basis over the years: by day of the year, month and trading days to expiry */
  seasonality: { request: StudySeasonalityInput; reply: StudySeasonality };
  /** The basis around events, by trading days, against as many random days */
  events: { request: StudyEventsInput; reply: StudyEvents };
  /** What moves the basis: a regression with robust errors */
  drivers: { request: StudyDriversInput; reply: StudyDrivers };
  /** Studies put together as one report: sections of tables, or a file as Markdown, CSV or a workbook */
  study_report: { request: StudyPaperInput; reply: StudyPaper };
}

/** Names of the operations in closed form, which GET asks as well. */
export type Instant =
  | "contract"
  | "rules"
  | "fair_value"
  | "curve"
  | "basis"
  | "basis_weighted"
  | "arb"
  | "cost_presets"
  | "break_even"
  | "sensitivity"
  | "surface"
  | "spread"
  | "hedge_lots"
  | "roll_plan";

export interface ListingContractInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
}

export interface ListingContractResult {
  /** the code in its plain form: IM2412 */
  contract: string;
  /** valuation date */
  date: string;
  product: MarketProduct;
  /** delivery month */
  month?: string;
  last_trading_day: CalendarExpiry;
  /** calendar days to the last trading day */
  calendar_days: number;
  /** N: trading days after the date, up to and including the last trading day */
  trading_days: CalendarCount;
  /** contracts of the product that trade on the date, nearest first; empty for your own */
  listed: ListingListedContract[];
  /** what is estimated, not listed or not a trading day */
  notes?: FaultField[];
}

export interface MarketProduct {
  /** product code: IF, IH, IC or IM; the name of a product of your own */
  id: string;
  /** a product of your own: no rules and no listed contracts are known */
  own: boolean;
  /** CNY per index point; 0 if not given */
  multiplier: number;
  /** smallest price step; 0 if not given (index points) */
  tick: number;
  /** code of the index */
  index_code?: string;
  index_name_zh?: string;
  index_name_en?: string;
  name_zh?: string;
  name_en?: string;
  /** first trading day of the product */
  listed?: string;
  /** month of the first contract */
  first_month?: string;
}

export interface CalendarExpiry {
  /** last trading day */
  date: string;
  third_friday?: string;
  /** the third Friday is closed, so trading ends on the next trading day */
  rolled: boolean;
  /** outside the known calendar: the third Friday, taken to be open */
  estimated: boolean;
}

export interface CalendarCount {
  /** trading days */
  days: number;
  /** part of the interval is outside the known calendar; the usual number is given */
  estimated: boolean;
}

export interface ListingListedContract {
  contract: string;
  /** delivery month */
  month: string;
  last_trading_day: CalendarExpiry;
  /** calendar days to the last trading day */
  calendar_days: number;
  /** N, as above */
  trading_days: CalendarCount;
}

export interface FaultField {
  path: string;
  code: string;
  message: string;
  params?: Record<string, string>;
}

export interface ListingRulesInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** the day the rules are looked up for */
  date: string;
  /** futures price; with it the reply holds fees and margin in CNY (index points) */
  price?: number;
  /** lots; 1 when left out (lots) */
  lots?: number;
}

export interface ListingRulesResult {
  product: string;
  /** the day the rules are looked up for */
  date: string;
  /** exchange fee for opening, of the contract value */
  open_fee: MarketDatedRate;
  /** exchange fee for closing an older position */
  close_fee: MarketDatedRate;
  /** exchange fee for closing a position of the same day */
  close_today_fee: MarketDatedRate;
  /** exchange fee at cash delivery */
  delivery_fee: MarketDatedRate;
  /** exchange margin, not hedging */
  margin: MarketDatedRate;
  /** exchange margin, hedging */
  hedge_margin: MarketDatedRate;
  /** lowest margin the contract allows */
  minimum_margin: MarketDatedRate;
  /** daily limit either way, of the previous settlement */
  price_limit: MarketDatedRate;
  /** the same on the last trading day */
  last_day_price_limit: MarketDatedRate;
  /** lots opened a day before it counts as excessive; hedges exempt */
  opening_limit: MarketDatedLots;
  /** lots of one contract a client may hold one way */
  position_limit: MarketDatedLots;
  /** tax on stock sold */
  stamp_duty: MarketDatedRate;
  /** lowest margin for selling borrowed stock */
  short_margin: MarketDatedRate;
  /** the same for private funds */
  short_margin_private: MarketDatedRate;
  /** lowest margin for buying stock on credit */
  financing_margin: MarketDatedRate;
  /** changes until the day that are not figures */
  notices: MarketNotice[];
  /** CNY for the lots at the price; only when a price was given */
  fees?: MarketFees;
  /** the whole table of rules of the product, later rows included */
  history: MarketChange[];
}

export interface MarketDatedRate {
  value: MaybeRate;
  /** first day of the value; left out when it is older than the table */
  effective?: string;
  /** published, or unconfirmed: check it before relying on it */
  status?: string;
  source_zh?: string;
  source_en?: string;
  /** the last published value before, where this one is in doubt */
  alternative?: MarketFormerRate;
}

export type MaybeRate = number | Undefined;

/** a figure that has no meaning here */
export interface Undefined {
  /** why there is none, as a stable name such as no_price */
  undefined: string;
}

export interface MarketFormerRate {
  /** decimal rate, 0.01 is 1 % */
  value: number;
  effective?: string;
  source_zh: string;
  source_en: string;
}

export interface MarketDatedLots {
  value: MaybeLots;
  /** first day of the value; left out when it is older than the table */
  effective?: string;
  /** published, or unconfirmed: check it before relying on it */
  status?: string;
  source_zh?: string;
  source_en?: string;
  /** the last published value before, where this one is in doubt */
  alternative?: MarketFormerLots;
}

export type MaybeLots = number | Undefined;

export interface MarketFormerLots {
  /** lots */
  value: number;
  effective?: string;
  source_zh: string;
  source_en: string;
}

export interface MarketNotice {
  effective: string;
  status: string;
  text_zh: string;
  text_en: string;
  source_zh: string;
  source_en: string;
}

export interface MarketFees {
  open: MaybeYuan;
  close: MaybeYuan;
  close_today: MaybeYuan;
  delivery: MaybeYuan;
  margin: MaybeYuan;
  hedge_margin: MaybeYuan;
}

export type MaybeYuan = number | Undefined;

export interface MarketChange {
  /** as in the rules reply */
  rule: string;
  /** product codes; left out for rules of the stock market */
  products?: string[];
  /** left out when it is older than the table */
  effective?: string;
  /** decimal rate, or lots for opening_limit and position_limit */
  value: number;
  status: string;
  source_zh: string;
  source_en: string;
}

export interface CarryPriceInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
  /** index level (index points) */
  spot: number;
  /** futures price (index points) */
  futures: number;
  /** risk-free rate per year; simple or continuous as the formula says (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** cash dividends of the index until expiry; at most one of points, yield, cash */
  dividends?: CarryDividends;
}

export interface CarryDividends {
  /** sum of the dividends until expiry, taken as paid on the expiry day (index points) */
  points?: number;
  /** dividend yield per year; simple in TP2, continuous in TP1 (decimal rate, 0.01 is 1 %) */
  yield?: number;
  /** dividends by ex-date; those in (date, expiry] count */
  cash?: CarryCashDividend[];
  /** standard error of the dividend forecast until expiry (index points) */
  error?: number;
}

export interface CarryCashDividend {
  /** ex-dividend date */
  ex_date: string;
  /** index points (index points) */
  points: number;
}

export interface CarryPrice {
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day */
  expiry: string;
  /** expiry less date */
  calendar_days: number;
  /** N, the trading days after date up to and including expiry */
  trading_days: number;
  /** trading days or expiry reach past the known exchange calendar */
  estimated: boolean;
  /** years to expiry by the day count */
  tau: number;
  day_count: string;
  /** sum of the dividends that count (index points) */
  dividend_points: number;
  /** their value at expiry (index points) */
  dividend_future_value: number;
  /** S (1 + r tau) - FV(D), formula TP3 (index points) */
  fair_value: number;
  /** fair value less spot (index points) */
  fair_basis: number;
  /** futures less fair value: above 0 the future is rich (index points) */
  mispricing: number;
  /** mispricing over spot (decimal rate, 0.01 is 1 %) */
  mispricing_rate: number;
  mispricing_per_lot: MaybeYuan;
  /** the price in all five forms, TP1 to TP5 */
  forms: CarryForm[];
  /** what the futures price says about each unknown */
  implied: CarryImplied;
  notes?: FaultField[];
}

export interface CarryForm {
  /** TP1 to TP5 */
  id: string;
  /** plain text */
  formula: string;
  /** index points */
  value: number;
  /** value less fair_value (index points) */
  difference: number;
  /** what sets the form apart */
  why: "compounding" | "yield_simple" | "reinvested" | "continuous" | "act360_not_reinvested";
}

export interface CarryImplied {
  /** simple rate that makes the fair value the market price, value of the dividends at expiry kept: ((F + FV(D))/S - 1)/tau */
  repo_simple: MaybeRate;
  /** the same with the dividends earning the implied rate too: (F - S + D)/(S tau - sum D_i (T - t_i)), the exact inverse of TP3 */
  repo_reinvested: MaybeRate;
  /** continuous rate, inverse of TP1: ln(F/S)/tau + d */
  repo_continuous: MaybeRate;
  /** simple rate on actual/360, dividends not reinvested, inverse of TP5: (F - S + D)/S x 360/days */
  repo_act360: MaybeRate;
  /** dividends at expiry that make the fair value the market price: S (1 + r tau) - F */
  dividend_points: MaybePoints;
  /** continuous yield, inverse of TP1: r - ln(F/S)/tau */
  dividend_yield: MaybeRate;
  /** simple yield, inverse of TP2: r - (F/S - 1)/tau */
  dividend_yield_simple: MaybeRate;
}

export type MaybePoints = number | Undefined;

export interface CarryCurveInput {
  /** valuation date */
  date: string;
  /** index level (index points) */
  spot: number;
  /** risk-free rate per year (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** one to twelve contracts of one product; spreads and rolls need two */
  contracts: CarryListed[];
}

export interface CarryListed {
  /** contract code, or your own name when expiry is given */
  contract: string;
  /** last trading day of your own contract */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** futures price (index points) */
  futures: number;
  /** index points of dividends with ex-dates in (date, expiry] (index points) */
  dividends?: number;
  /** open interest in lots */
  open_interest?: number;
  /** yesterday's open interest in lots */
  prev_open_interest?: number;
  /** volume of the day in lots */
  volume?: number;
}

export interface CarryCurve {
  /** valuation date */
  date: string;
  /** index points */
  spot: number;
  /** the rate assumed in the fair values (decimal rate, 0.01 is 1 %) */
  rate: number;
  day_count: string;
  /** by expiry */
  contracts: CarryCurvePoint[];
  /** spot to the nearest contract, then contract to contract: the staircase */
  forwards: CarryForward[];
  notes?: FaultField[];
}

export interface CarryCurvePoint {
  contract: string;
  /** last trading day */
  expiry: string;
  calendar_days: number;
  /** N, the trading days after date up to and including expiry */
  trading_days: number;
  /** trading days or expiry reach past the known exchange calendar */
  estimated: boolean;
  /** years to expiry by the day count */
  tau: number;
  /** index points */
  futures: number;
  /** points until expiry (index points) */
  dividends: number;
  /** S (1 + r tau) - D (index points) */
  fair_value: number;
  /** futures less fair value: above 0 the future is rich (index points) */
  mispricing: number;
  /** futures less spot: + premium, - discount (index points) */
  basis: number;
  /** basis over spot (decimal rate, 0.01 is 1 %) */
  basis_rate: number;
  /** ((F + D)/S - 1)/tau: dividends stripped */
  implied_repo: MaybeRate;
  /** (F/S - 1)/tau: dividends left in */
  implied_repo_raw: MaybeRate;
  /** continuous yield at the rate assumed: r - ln(F/S)/tau */
  implied_dividend_yield: MaybeRate;
}

export interface CarryForward {
  /** empty for spot */
  from: string;
  to: string;
  /** calendar days between */
  days: number;
  /** ((F_j + D_j - D_i)/F_i - 1)/(tau_j - tau_i): dividends stripped */
  repo: MaybeRate;
  /** (F_j/F_i - 1)/(tau_j - tau_i): dividends left in */
  raw: MaybeRate;
}

export interface BasisInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
  /** index level (index points) */
  spot: number;
  /** futures price (index points) */
  futures: number;
  /** risk-free rate per year; simple or continuous as the formula says (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** cash dividends of the index until expiry; at most one of points, yield, cash */
  dividends?: CarryDividends;
  /** how the rate is annualised; sinolink when left out */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
}

export interface BasisResult {
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day */
  expiry: string;
  /** expiry less date */
  calendar_days: number;
  /** N, the trading days after date up to and including expiry */
  trading_days: number;
  /** trading days or expiry reach past the known exchange calendar */
  estimated: boolean;
  /** B = F - S (index points) */
  basis: number;
  /** b = B/S (decimal rate, 0.01 is 1 %) */
  basis_rate: number;
  /** D, the sum of the dividends that count (index points) */
  dividends: number;
  /** B + D: the basis with the dividends given back (index points) */
  adjusted: number;
  /** (B + D)/S (decimal rate, 0.01 is 1 %) */
  adjusted_rate: number;
  /** what the sign of basis and its rates means */
  sign: string;
  /** id of the convention of annualised */
  convention: string;
  /** adjusted_rate times the factor of the convention */
  annualised: MaybeRate;
  /** every convention, in the usual order */
  all: BasisAnnualisation[];
  notes?: FaultField[];
}

export interface BasisAnnualisation {
  convention: string;
  /** what a positive value means */
  sign: "premium" | "discount";
  /** days of the year; 0 if not annualised */
  year: number;
  /** the divisor, + 1 included; 0 if not annualised */
  days: number;
  /** the factor in plain text */
  formula: string;
  /** K, its sign included */
  factor: MaybeRate;
  /** adjusted_rate x K */
  value: MaybeRate;
  /** the divisor counts trading days past the known exchange calendar */
  estimated: boolean;
  source: string;
}

export interface BasisWeightedInput {
  /** valuation date */
  date: string;
  /** index level (index points) */
  spot: number;
  /** risk-free rate per year (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** one to twelve contracts of one product; spreads and rolls need two */
  contracts: CarryListed[];
  /** how each rate is annualised; huatai when left out */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
}

export interface BasisWeighted {
  /** by expiry */
  contracts: BasisMember[];
  /** of all contracts, lots */
  open_interest: number;
  /** id of the convention of every annualised */
  convention: string;
  /** what a positive annualised value means */
  sign: "premium" | "discount";
  /** sum of annualised x open interest over the sum of open interest */
  annualised: MaybeRate;
  /** the main contract by each rule that has data */
  main: BasisMain[];
  notes?: FaultField[];
}

export interface BasisMember {
  contract: string;
  /** last trading day */
  expiry: string;
  calendar_days: number;
  trading_days: number;
  /** F - S: + premium, - discount (index points) */
  basis: number;
  /** decimal rate, 0.01 is 1 % */
  basis_rate: number;
  /** F - S + D (index points) */
  adjusted: number;
  /** decimal rate, 0.01 is 1 % */
  adjusted_rate: number;
  annualised: MaybeRate;
  /** lots */
  open_interest: number;
  /** share of the open interest */
  weight: MaybeRate;
}

export interface BasisMain {
  rule: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  contract: string;
}

export interface ArbInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
  /** index level (index points) */
  spot: number;
  /** futures price (index points) */
  futures: number;
  /** risk-free rate per year; simple or continuous as the formula says (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** cash dividends of the index until expiry; at most one of points, yield, cash */
  dividends?: CarryDividends;
  /** what the trades cost */
  costs: ArbCostModel;
  /** return per year on the capital tied up from which an arbitrage is worth doing; may be below the risk-free rate (decimal rate, 0.01 is 1 %) */
  hurdle: number;
}

export interface ArbCostModel {
  /** futures commission of one side, of the price (decimal rate, 0.01 is 1 %) */
  futures_fee?: number;
  /** futures costs in points over the whole trade: slippage, impact, fees charged in points (index points) */
  futures_slippage?: number;
  /** fee of cash settlement at expiry, of the price (decimal rate, 0.01 is 1 %) */
  delivery_fee?: number;
  /** stock commission of one side (decimal rate, 0.01 is 1 %) */
  stock_cost?: number;
  /** tax on selling stocks (decimal rate, 0.01 is 1 %) */
  stamp_duty?: number;
  /** half spread and market impact of one side of the stock trade (decimal rate, 0.01 is 1 %) */
  stock_impact?: number;
  /** fee per year for borrowing stocks, of the spot (decimal rate, 0.01 is 1 %) */
  stock_loan_fee?: number;
  /** margin of the future, of its price (decimal rate, 0.01 is 1 %) */
  futures_margin?: number;
  /** margin of the short sale beyond its frozen proceeds, of the spot (decimal rate, 0.01 is 1 %) */
  short_margin?: number;
  /** count stock and futures costs on both sides in the arbitrage return; otherwise once */
  round_trip?: boolean;
  /** interest per year on short-sale proceeds; 0 where they are frozen (decimal rate, 0.01 is 1 %) */
  proceeds_rate?: number;
  /** interest per year received on the futures margin; the risk-free rate when left out (decimal rate, 0.01 is 1 %) */
  margin_rate?: number;
  /** interest per year received on the short-sale margin (decimal rate, 0.01 is 1 %) */
  collateral_rate?: number;
  /** rate per year at which cash is borrowed; the risk-free rate when left out (decimal rate, 0.01 is 1 %) */
  borrow_rate?: number;
  /** rate per year at which a holder deposits; the risk-free rate when left out (decimal rate, 0.01 is 1 %) */
  deposit_rate?: number;
  /** borrowing minus lending rate per year in the textbook band (decimal rate, 0.01 is 1 %) */
  lending_spread?: number;
  /** tax on dividends received (decimal rate, 0.01 is 1 %) */
  dividend_tax?: number;
  /** low case of the dividends, value at expiry, for the upper full bound; the forecast when left out (index points) */
  dividend_low?: number;
  /** high case of the dividends, value at expiry, for the lower full bound; the forecast when left out (index points) */
  dividend_high?: number;
  /** tracking error of the stock basket per year (decimal rate, 0.01 is 1 %) */
  tracking_error?: number;
  /** standard deviations of tracking error the full band allows for */
  tracking_z?: number;
  /** the holder buys the stocks back at expiry */
  buy_back?: boolean;
}

export interface ArbResult {
  /** the contract, or the name given to it */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day */
  expiry: string;
  /** calendar days from the date to the expiry */
  calendar_days: number;
  /** trading days in (date, expiry] */
  trading_days: number;
  /** the trading days lie past the known calendar and are estimated */
  estimated: boolean;
  /** time to expiry in years by the day count */
  tau: number;
  /** S(1 + r tau) - value of the dividends at expiry (index points) */
  fair_value: number;
  /** futures minus fair value (index points) */
  mispricing: number;
  /** the hurdle asked for (decimal rate, 0.01 is 1 %) */
  hurdle: number;
  /** the trade that reaches the hurdle; of two the better one */
  verdict: "none" | "forward" | "reverse" | "undefined";
  /** return of the trade the verdict rests on: the better of the two */
  decides: MaybeRate;
  /** sell the future, buy the stocks */
  forward: ArbTrade;
  /** buy the future, sell borrowed stocks */
  reverse: ArbTrade;
  /** sell the stocks one owns, deposit the proceeds, buy the future */
  holder: ArbHolderTrade;
  /** no-arbitrage bands: textbook, citic, sinolink, riskfree, full, holder */
  bands: ArbBand[];
  /** from the fair value to each bound, one cost after another */
  waterfalls: ArbWaterfall[];
  /** day whose fees, margins and taxes the notes compare with */
  rules_date: string;
  /** remarks on input that was accepted */
  notes?: FaultField[];
}

export interface ArbTrade {
  /** gain per year on the capital tied up */
  return: MaybeRate;
  /** points earned by expiry after costs (index points) */
  gain: number;
  /** points tied up (index points) */
  capital: number;
  /** futures price at which the return is the hurdle */
  bound: MaybePoints;
  /** points the future is still away from the bound; 0 or less: reached */
  distance: MaybePoints;
  /** the terms of the gain with their signs; added in order they give it exactly */
  parts: ArbPart[];
  /** chance that the return still reaches the hurdle, the dividends being normal around the forecast with its standard error */
  probability: MaybeRate;
}

export interface ArbPart {
  /** what the term is: futures, spot, dividends, stock_cost, stock_loan_fee and so on */
  code: string;
  /** the term with its sign (index points) */
  points: number;
}

export interface ArbHolderTrade {
  /** points gained by expiry against keeping the stocks (index points) */
  gain: number;
  /** gain / spot / tau */
  return: MaybeRate;
  /** futures price at which the switch gains nothing */
  bound: MaybePoints;
  /** points the future is still away from the bound; 0 or less: the switch gains */
  distance: MaybePoints;
  /** the gain is above 0 */
  pays: boolean;
  /** the terms of the gain with their signs; added in order they give it exactly */
  parts: ArbPart[];
  /** chance that the switch still gains, the dividends being normal around the forecast with its standard error */
  probability: MaybeRate;
}

export interface ArbBand {
  /** which band */
  id: "textbook" | "citic" | "sinolink" | "riskfree" | "full" | "holder";
  /** futures price below which buying the future pays */
  lower: MaybePoints;
  /** futures price above which selling the future pays */
  upper: MaybePoints;
  /** upper minus lower */
  width: MaybePoints;
  /** the futures price lies inside, bounds included */
  contains: boolean;
  /** the fair value lies inside, bounds included */
  holds_fair: boolean;
  /** the formulas of both bounds as plain text */
  formula: string;
  /** where the formula comes from */
  source: string;
}

export interface ArbWaterfall {
  /** band of the bound */
  band: "sinolink" | "full";
  /** which bound */
  side: "upper" | "lower";
  /** fair value (index points) */
  from: number;
  /** the bound */
  to: MaybePoints;
  /** what each cost adds; costs that add nothing are left out */
  steps: ArbStep[];
}

export interface ArbStep {
  /** hurdle, stock_cost, stamp_duty, stock_impact, futures_fee, delivery_fee, slippage, futures_margin, stock_loan_fee, proceeds, short_margin, borrow_rate, dividends, dividend_tax or tracking */
  code: string;
  /** the input behind it, as the request names it */
  path: string;
  /** points added to the bound (index points) */
  points: number;
  /** the value of that input */
  setting: number;
}

export interface ArbPresetsInput {
  /** product code IF, IH, IC or IM; left out, IF */
  product?: string;
  /** day whose rules apply */
  date: string;
  /** risk-free rate per year, which the frictionless model takes as hurdle and pays on proceeds (decimal rate, 0.01 is 1 %) */
  rate?: number;
}

export interface ArbPresets {
  /** product code */
  product: string;
  /** day asked for */
  date: string;
  /** sinolink2024, exchange, frictionless */
  presets: ArbPreset[];
}

export interface ArbPreset {
  /** name of the model */
  id: "sinolink2024" | "exchange" | "frictionless";
  /** the model */
  costs: ArbCostModel;
  /** the hurdle that goes with it (decimal rate, 0.01 is 1 %) */
  hurdle: number;
  /** where the figures come from */
  source: string;
  /** day from which the youngest of its figures applies */
  as_of?: string;
  /** paths of figures that no notice confirms */
  unconfirmed?: string[];
}

export interface ArbBreakEvenInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
  /** index level (index points) */
  spot: number;
  /** futures price (index points) */
  futures: number;
  /** risk-free rate per year; simple or continuous as the formula says (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** cash dividends of the index until expiry; at most one of points, yield, cash */
  dividends?: CarryDividends;
  /** what the trades cost */
  costs: ArbCostModel;
  /** return per year on the capital tied up from which an arbitrage is worth doing; may be below the risk-free rate (decimal rate, 0.01 is 1 %) */
  hurdle: number;
  /** which trade */
  trade: "forward" | "reverse" | "holder";
  /** return per year to reach: on the capital tied up, for the holder on the spot (decimal rate, 0.01 is 1 %) */
  target: number;
}

export interface ArbBreakEven {
  /** the trade asked about */
  trade: "forward" | "reverse" | "holder";
  /** the return asked for (decimal rate, 0.01 is 1 %) */
  target: number;
  /** the return as things are */
  return: MaybeRate;
  /** one for each input that could enter the trade */
  solutions: ArbSolution[];
  /** remarks on input that was accepted */
  notes?: FaultField[];
}

export interface ArbSolution {
  /** the input, as the request names it; days is the calendar days to expiry */
  variable: string;
  /** what the numbers are */
  measure: "points" | "rate" | "days" | "number";
  /** the value as things are */
  now: number;
  /** the value that gives the target; undefined no_effect or no_solution */
  needed: MaybeFloat64;
  /** on which side of needed the target is reached */
  relation?: "at_most" | "at_least";
  /** needed minus now */
  gap: MaybeFloat64;
  /** the target is reached as things are */
  met: boolean;
  /** the value arithmetic asks for where no such value can exist: dividends of -70 */
  would_need?: number;
}

export type MaybeFloat64 = number | Undefined;

export interface ArbSensitivityInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
  /** index level (index points) */
  spot: number;
  /** futures price (index points) */
  futures: number;
  /** risk-free rate per year; simple or continuous as the formula says (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** cash dividends of the index until expiry; at most one of points, yield, cash */
  dividends?: CarryDividends;
  /** what the trades cost */
  costs: ArbCostModel;
  /** return per year on the capital tied up from which an arbitrage is worth doing; may be below the risk-free rate (decimal rate, 0.01 is 1 %) */
  hurdle: number;
}

export interface ArbSensitivity {
  /** one for each input moved */
  rows: ArbSensitivityRow[];
  /** remarks on input that was accepted */
  notes?: FaultField[];
}

export interface ArbSensitivityRow {
  /** the input, as the request names it; days is the calendar days to expiry */
  variable: string;
  /** what the bump is */
  measure: "points" | "rate" | "days" | "number";
  /** how far the input moves */
  bump: number;
  /** change of the fair value */
  fair_value: MaybePoints;
  /** change of the lower bound at the hurdle */
  lower: MaybePoints;
  /** change of the upper bound at the hurdle */
  upper: MaybePoints;
  /** change of the forward return per year */
  forward: MaybeRate;
  /** change of the reverse return per year */
  reverse: MaybeRate;
  /** change of the holder's gain */
  holder: MaybePoints;
}

export interface ArbSurfaceInput {
  /** contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given */
  contract: string;
  /** valuation date */
  date: string;
  /** last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it */
  expiry?: string;
  /** CNY per point of your own contract */
  multiplier?: number;
  /** smallest price step of your own contract (index points) */
  tick?: number;
  /** index level (index points) */
  spot: number;
  /** futures price (index points) */
  futures: number;
  /** risk-free rate per year; simple or continuous as the formula says (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** cash dividends of the index until expiry; at most one of points, yield, cash */
  dividends?: CarryDividends;
  /** what the trades cost */
  costs: ArbCostModel;
  /** return per year on the capital tied up from which an arbitrage is worth doing; may be below the risk-free rate (decimal rate, 0.01 is 1 %) */
  hurdle: number;
  /** the input along the columns */
  x: ArbAxis;
  /** the input along the rows */
  y: ArbAxis;
  /** the answer: returns forward, reverse, holder; the rest in points */
  output: "forward" | "reverse" | "holder" | "holder_gain" | "fair_value" | "mispricing" | "lower" | "upper" | "full_lower" | "full_upper";
}

export interface ArbAxis {
  /** the input, as the request names it (futures, costs.stock_loan_fee, dividends.points); days is the calendar days to expiry */
  variable: string;
  /** first value */
  from?: number;
  /** last value */
  to?: number;
  /** number of values from 2 to 1001, both ends included */
  steps?: number;
  /** the values themselves, in place of from, to and steps; 1 to 1001 */
  values?: number[];
}

export interface ArbSurface {
  /** the answer computed */
  output: string;
  /** values along the columns */
  x: number[];
  /** values along the rows */
  y: number[];
  /** the answer, row after row: cell of row i and column j at i*len(x)+j */
  z: number[];
  /** smallest cell */
  min: number;
  /** largest cell */
  max: number;
  /** remarks on input that was accepted */
  notes?: FaultField[];
}

export interface SpreadInput {
  /** valuation date */
  date: string;
  /** index level (index points) */
  spot: number;
  /** risk-free rate per year (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** one to twelve contracts of one product; spreads and rolls need two */
  contracts: CarryListed[];
  /** fee of one side, of the price; 0.23 of 10,000 is 0.000023 (decimal rate, 0.01 is 1 %) */
  futures_fee?: number;
  /** margin, of the price; charged on the larger leg only (decimal rate, 0.01 is 1 %) */
  futures_margin?: number;
}

export interface SpreadResult {
  /** valuation date */
  date: string;
  /** index points */
  spot: number;
  /** every two contracts, by near and then far expiry */
  pairs: SpreadPair[];
  notes?: FaultField[];
}

export interface SpreadPair {
  near: string;
  far: string;
  /** calendar days between the expiries */
  days: number;
  /** near less far: + when the far contract is cheaper (index points) */
  spread: number;
  /** spread over the far price (decimal rate, 0.01 is 1 %) */
  rate_far: number;
  /** spread over spot (decimal rate, 0.01 is 1 %) */
  rate_spot: number;
  /** fair value of near less that of far, simple interest (index points) */
  theoretical: number;
  /** the same by TP1, continuous interest (index points) */
  theoretical_continuous: number;
  /** spread less theoretical (index points) */
  gap: number;
  /** two futures round trips: two fees on each leg's price (index points) */
  fees: number;
  /** interest on the larger leg's margin from the near to the far expiry (index points) */
  margin_interest: number;
  /** fees and margin interest: gaps up to it, either way, do not pay (index points) */
  band: number;
  /** the gap exceeds the band */
  outside: boolean;
  /** rate_spot x 365/days: what a short hedge pays a year to roll */
  annualised: MaybeRate;
}

export interface RollLotsInput {
  /** value of the stocks to hedge (CNY) */
  portfolio: number;
  /** sensitivity of the stocks to the index */
  beta: number;
  /** futures price (index points) */
  futures: number;
  /** CNY per point: 300 for IF and IH, 200 for IC and IM */
  multiplier: number;
  /** margin, of the contract value (decimal rate, 0.01 is 1 %) */
  margin?: number;
  /** how whole lots are made; nearest when left out */
  rounding?: "nearest" | "down" | "up";
}

export interface RollLots {
  /** portfolio x beta / (futures x multiplier) */
  exact: number;
  /** whole lots */
  lots: number;
  rounding: string;
  /** value of the whole lots (CNY) */
  hedged: number;
  /** exposure left open, portfolio x beta less hedged: below 0 is over-hedged (CNY) */
  residual: number;
  /** margin of the whole lots (CNY) */
  margin: number;
}

export interface RollPlanInput {
  /** valuation date */
  date: string;
  /** index level (index points) */
  spot: number;
  /** risk-free rate per year (decimal rate, 0.01 is 1 %) */
  rate: number;
  /** how the time to expiry is measured; act365 when left out */
  day_count?: "act365" | "act360" | "trading252" | "trading252p1" | "months12";
  /** one to twelve contracts of one product; spreads and rolls need two */
  contracts: CarryListed[];
  /** contract held now; one of contracts */
  from: string;
  /** side of the futures position; short when left out */
  side?: "short" | "long";
  /** value of the stocks hedged (CNY) */
  portfolio: number;
  /** sensitivity of the stocks to the index */
  beta: number;
  /** margin, of the contract value (decimal rate, 0.01 is 1 %) */
  margin?: number;
  /** how whole lots are made; nearest when left out */
  rounding?: "nearest" | "down" | "up";
  /** calendar days the hedge must last after the contract held expires; left out, no horizon is weighed */
  horizon_days?: number;
  /** futures fee of one side, of the price (decimal rate, 0.01 is 1 %) */
  fee?: number;
}

export interface RollPlan {
  from: string;
  side: "short" | "long";
  /** valuation date */
  date: string;
  horizon_days: number;
  /** the contracts that expire later, by expiry */
  rows: RollRow[];
  /** lowest all_per_year */
  cheapest: string;
  /** lowest horizon_cost; empty without a horizon */
  cheapest_for_horizon?: string;
  /** what the sign of points and costs means */
  sign: string;
  notes?: FaultField[];
}

export interface RollRow {
  to: string;
  /** calendar days the roll adds */
  days: number;
  /** given up by rolling: short: from less to; long: to less from (index points) */
  points: number;
  /** points/S x 365/days */
  cost_per_year: MaybeRate;
  /** dividend points between the expiries: the stocks of a short hedge receive them, a long position forgoes them (index points) */
  dividends: number;
  /** closing one contract and opening the other (index points) */
  fee_points: number;
  /** points and fee_points, less dividends for a short side, plus for a long (index points) */
  all: number;
  /** all/S x 365/days */
  all_per_year: MaybeRate;
  /** whole lots of the new contract */
  lots: number;
  /** lots before rounding */
  exact: number;
  /** exposure left open (CNY) */
  residual: number;
  /** margin of the new contract (CNY) */
  margin: number;
  /** points and dividends x horizon/days, and fee_points for each roll begun */
  horizon_cost: MaybePoints;
  /** rolls of this length that the horizon takes; 0 without a horizon */
  rolls: number;
}

export interface TableLoadInput {
  /** the file, by the name the library gave it */
  ref: string;
  /** what the user says about the file; anything left out is recognised */
  choices?: TableChoices;
}

export interface TableChoices {
  /** the sheet or member to read; all that fit together otherwise */
  part?: string;
  encoding?: "utf-8" | "gb18030" | "utf-16le" | "utf-16be";
  /** the meaning of columns by their place */
  roles?: TableRoleChoice[];
  /** what the time of a bar means */
  stamp?: "begin" | "end";
  /** exchange, or the offset of the times in the file: +00:00 for UTC */
  zone?: string;
  /** what the volume counts */
  units?: "lots" | "hands" | "shares";
  /** contract or index, for a file that does not say */
  symbol?: string;
  kind?: "future" | "continuous" | "index" | "other";
  /** the day, for a file whose rows have none */
  date?: string;
  /** a price of 0 is a price, not an empty cell */
  keep_zeros?: boolean;
  date_order?: "ymd" | "dmy" | "mdy";
}

export interface TableRoleChoice {
  /** place in the file, from 0 */
  index: number;
  role: string;
}

export interface TableLoaded {
  ref: string;
  /** the name of the file as it came */
  name: string;
  /** size of the file as it came */
  bytes: number;
  /** what the text was wrapped in */
  container?: "gzip" | "zip" | "xlsx";
  /** sheets of a workbook or members of an archive, where there are any */
  parts?: TablePart[];
  format: TableFormat;
  /** utf-8, utf-8-bom, gb18030, utf-16le or utf-16be */
  encoding: TableFact;
  /** comma, tab, semicolon, pipe or blanks */
  delimiter: string;
  /** row of the header; 0 if there is none */
  header: number;
  columns: TableColumn[];
  /** of the rows in the file; bars are always ascending */
  order: "ascending" | "descending" | "unsorted";
  /** begin or end: what the time of a bar means in the file; empty for daily bars */
  stamp: TableFact;
  /** exchange, or the offset the times of the file have, as +00:00 */
  zone: TableFact;
  /** what the volume counts: lots, hands of 100 shares, or shares */
  units: TableFact;
  /** length of a bar; 1440 for daily bars, 0 if lengths differ or are unknown */
  minutes: number;
  /** bars of a full day, as most days have: 240, 270, 241, 48; 1 for daily bars */
  per_day: number;
  /** stamp of the first bar, 2024-09-13 or 2024-09-13 09:31, as the end of the bar */
  first: string;
  last: string;
  /** rows of data that became bars */
  rows: number;
  /** rows that did not, each named in a problem; blank rows and headers are not counted */
  skipped: number;
  series: TableSeries[];
  problems: TableProblem[];
}

export interface TablePart {
  name: string;
  used: boolean;
  /** why it was not used: hidden, empty, other_format, not_chosen, unreadable */
  why?: string;
}

export interface TableFormat {
  /** one of the formats list, e.g. tongdaxin, sina, wind_matrix, plain */
  id: string;
  /** false where only the meaning of the columns was recognised, not the program */
  certain: boolean;
}

export interface TableFact {
  value: string;
  evidence: string;
}

export interface TableColumn {
  /** place in the file, from 0 */
  index: number;
  /** from the header; empty where it has none */
  name: string;
  role: string;
  /** the series this column belongs to, where a file holds several side by side */
  symbol?: string;
  /** the user said so */
  chosen?: boolean;
  /** the first cells, as the file has them */
  sample: string[];
  /** decimals of the numbers */
  scale?: number;
  /** cells without a value */
  empty?: number;
}

export interface TableSeries {
  /** empty where the file does not say and the user has not */
  symbol: string;
  /** where the symbol comes from; overlap: told apart by stamps that go back */
  source: "column" | "header" | "title" | "overlap" | "name" | "chosen" | "none";
  kind: "future" | "continuous" | "index" | "other";
  /** IF, IH, IC or IM */
  product?: string;
  first: string;
  last: string;
  rows: number;
  minutes: number;
  /** days that have at least one bar */
  days: number;
  /** the columns this series has */
  roles: string[];
  /** smallest price step of the product; 0 where it is not known */
  tick?: number;
  /** unbroken stretches; 1 where nothing is missing */
  stretches: number;
}

export interface TableProblem {
  /** stable name, e.g. missing_minutes */
  code: string;
  severity: string;
  count: number;
  /** rows of the file, the first of them; from 1 */
  rows: number[];
  /** sheet or member the rows are counted in */
  part?: string;
  symbol?: string;
  /** column of the file by its header */
  column?: string;
  /** in English */
  message: string;
  /** the figures of the message by name */
  params?: Record<string, string>;
  /** what was done about it */
  action: "kept" | "skipped" | "filled" | "split" | "sorted" | "merged" | "none";
}

export interface TableExportInput {
  /** the file, as the load reply names it */
  ref: string;
  /** all series of the file if left out, with a symbol column */
  symbol?: string;
  /** form of the file */
  as: "csv" | "xlsx";
}

export interface TableExport {
  file: File;
  rows: number;
}

export interface File {
  /** name to save it under */
  name: string;
  /** media type */
  type: string;
  /** content, base64 */
  bytes?: string;
  /** between programs: where the content is kept */
  kept?: number;
}

export interface TableRejectedInput {
  /** the file, as the load reply names it */
  ref: string;
  /** form of the file */
  as: "csv" | "xlsx";
}

export interface TablePasteInput {
  /** prices, one bar a line; cells apart by tabs, commas, semicolons or blanks */
  text: string;
  /** length of a bar of bare prices: 1, 2, 3, 5, ... up to 120, or 1440 for days; 1 if left out */
  minutes?: number;
  /** first day of bare prices, YYYY-MM-DD, or the first trading day after it; 2026-01-05 if left out */
  first_day?: string;
}

export interface TablePasted {
  file: File;
  rows: number;
  /** the prices had no dates and the file has made-up ones: the bars of consecutive trading days */
  stamped: boolean;
  /** first of the made-up stamps */
  first?: string;
  last?: string;
}

export interface FitInput {
  /** 0, 1, 2 ... if left out */
  x?: number[];
  /** as many as x, in its order; up to 100000 */
  y?: number[];
  /** the points as a spreadsheet copies them instead of x and y: one a line, y alone or x and y */
  text?: string;
  /** degree of the polynomial, 1 to 10 */
  order: number;
  /** of the intervals, 0.5 to 0.9999; 0.95 if left out (decimal rate, 0.01 is 1 %) */
  confidence?: number;
  /** x at which the polynomial is evaluated, up to 2000 */
  at?: number[];
}

export interface FitResult {
  order: number;
  points: number;
  /** degrees of freedom: points less coefficients */
  freedom: number;
  /** of 1, x, x^2 ... */
  coefficients: FitEstimate[];
  /** decimal rate, 0.01 is 1 % */
  confidence: number;
  /** of Student's t: half an interval in standard errors */
  quantile: MaybeFloat64;
  /** residual standard deviation */
  deviation: MaybeFloat64;
  /** share of the variance of y that the polynomial explains */
  r2: MaybeFloat64;
  /** y less the polynomial, in the order of y */
  residuals: number[];
  /** the polynomial at the largest x */
  end: FitPoint;
  /** what the signs of slope and curvature at the end say, as in signals: 1 up accelerating, 2 up slowing, 3 down accelerating, 4 down slowing, 0 neutral; a sign that the rounding of the decimals could have made is none */
  regime: number;
  /** the polynomial at the x asked for */
  at?: FitPoint[];
  /** what y looks like */
  y: FitSummary;
}

export interface FitEstimate {
  value: MaybeFloat64;
  error: MaybeFloat64;
  low: MaybeFloat64;
  high: MaybeFloat64;
}

export interface FitPoint {
  x: number;
  value: FitEstimate;
  /** f', per unit of x */
  slope: FitEstimate;
  /** f'', per unit of x squared */
  curvature: FitEstimate;
}

export interface FitSummary {
  min: number;
  max: number;
  mean: number;
  /** standard deviation, n - 1 degrees of freedom */
  deviation: MaybeFloat64;
  /** autocorrelation from each number to the next */
  lag1: MaybeFloat64;
  /** 0 for a symmetric column */
  skew: MaybeFloat64;
  /** 3 for a normal distribution */
  kurtosis: MaybeFloat64;
}

export interface TableViewInput {
  /** the file, as the load reply names it */
  ref?: string;
  /** the series of the file, if it holds several; or what the columns are of */
  symbol?: string;
  /** the bars themselves, in place of a file */
  columns?: MarketColumns;
  /** first stamp, ms of exchange time */
  from?: number;
  /** last stamp, ms of exchange time */
  to?: number;
  /** at most this many, 2 to 5000; 2000 if left out */
  points?: number;
}

export interface MarketColumns {
  /** currency of the exchange */
  amount?: (number | null)[];
  close?: (number | null)[];
  /** other columns by their names, such as a price-earnings ratio */
  extra?: Record<string, (number | null)[]>;
  high?: (number | null)[];
  low?: (number | null)[];
  /** length of a bar, 1440 for days; the commonest step when left out */
  minutes?: number;
  /** points, above 0; null where there is no price, here and in every list of numbers */
  open?: (number | null)[];
  /** lots */
  open_interest?: (number | null)[];
  pre_close?: (number | null)[];
  pre_settle?: (number | null)[];
  settle?: (number | null)[];
  /** close of the index, beside bars of a future */
  spot?: (number | null)[];
  /** ascending, none twice: days, 2024-09-13, or the ends of bars on the clock of the exchange, 2024-09-13 09:31 or 2024-09-13T09:31:30 */
  time: string[];
  /** lots, of an index shares */
  volume?: (number | null)[];
}

export interface TableView {
  symbol: string;
  minutes: number;
  /** bars in the span, before merging */
  bars: number;
  /** bars in one point, 1 where none were merged */
  merged: number;
  first: string;
  last: string;
  /** of the prices */
  decimals: number;
  /** ms of exchange time, the end of the last bar of the point */
  time: number[];
  open?: number[];
  high?: number[];
  low?: number[];
  close?: number[];
  volume?: number[];
  open_interest?: number[];
  /** places of points before which bars are missing */
  gap?: number[];
  /** points at which a column has no value, by column */
  empty?: TableHole[];
}

export interface TableHole {
  /** open, high, low, volume or open_interest */
  column: string;
  /** places, from 0 */
  points: number[];
}

export interface TableRowsInput {
  /** the file, as the load reply names it */
  ref?: string;
  /** the series of the file, if it holds several; or what the columns are of */
  symbol?: string;
  /** the bars themselves, in place of a file */
  columns?: MarketColumns;
  /** first bar, from 0; negative counts from the end */
  from?: number;
  /** 1 to 1000; 50 if left out */
  count?: number;
}

export interface TableRows {
  /** bars of the series */
  total: number;
  from: number;
  /** stamp, then the roles present */
  columns: string[];
  /** one list per bar; empty text for an empty cell */
  cells: string[][];
  /** row of the file each bar was read from */
  row: number[];
}

export interface TableJoinInput {
  /** contracts of one product; one, or several to be chained */
  futures: MarketSource[];
  /** the index beside them */
  index?: MarketSource;
  /** chain the contracts by this rule; left out: side by side */
  roll?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** remove the jumps of a chain, counting back from the last contract */
  adjust?: "none" | "difference" | "ratio";
  /** first stamp, ms of exchange time */
  from?: number;
  /** last stamp, ms of exchange time */
  to?: number;
  /** at most this many in the reply */
  points?: number;
}

export interface MarketSource {
  /** the file, as the load reply names it */
  ref?: string;
  /** the series of the file, if it holds several; or what the columns are of */
  symbol?: string;
  /** the bars themselves, in place of a file */
  columns?: MarketColumns;
}

export interface TableJoined {
  first: string;
  last: string;
  /** length of the bars; shorter bars of one side were merged into it */
  minutes: number;
  /** stamps that every series has */
  bars: number;
  /** stamps only the futures have */
  only_futures: number;
  /** stamps only the index has */
  only_index: number;
  rolls?: TableRoll[];
  /** the continuous series */
  chain?: TableView;
  /** side by side, where nothing is chained */
  futures?: TableView[];
  index?: TableView;
}

export interface TableRoll {
  /** stamp of the first bar of the new contract, ms of exchange time */
  time: number;
  day: string;
  from: string;
  to: string;
  /** added to all earlier prices, or the factor they are multiplied by; 0 or 1 where nothing is adjusted */
  shift: number;
}

export interface TableDemoInput {
  /** minute: a future and its index for some weeks; daily: four contracts and the index for some years */
  name: "minute" | "daily";
}

export interface SignalInput {
  /** one series, or contracts of one product to be chained */
  futures: MarketSource[];
  /** chains several contracts; current_month if left out */
  roll?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** degree of the polynomial, 1 to 6 */
  order: number;
  /** points of one fit, 10 to 2000 */
  window: number;
  /** price of a bar that is fitted */
  price: "open" | "close";
  /** bars: each bar is one step; minutes: each trading minute is one, and one without a bar keeps the price before it */
  axis: "bars" | "minutes";
  /** whether windows run across the night, with its jump, without it, or not at all */
  days: "across" | "gap_adjusted" | "same_day";
  /** first stamp of the points, ms of exchange time; the first bar if left out */
  from?: number;
  /** last stamp of the points; the last bar if left out */
  to?: number;
  /** at most this many points, 2 to 5000; 600 if left out */
  points?: number;
}

export interface SignalView {
  symbol: string;
  /** IF, IH, IC or IM; left out where the series is none of them */
  product?: string;
  /** length of a bar */
  minutes: number;
  bars: number;
  days: number;
  first: string;
  last: string;
  /** of the prices */
  decimals: number;
  plan: SignalPlan;
  /** bars in each regime */
  count: SignalCount;
  /** where windows began anew, the first hundred; days are not listed with same_day */
  restarts: SignalRestart[];
  /** how often windows began anew, the first bar included */
  restarted: number;
  /** what a reader must know: bars left out, prices rounded, minutes filled */
  notes?: FaultField[];
  /** bars between from and to */
  shown: number;
  /** bars in one point, 1 where none were merged */
  merged: number;
  /** place of the last bar of the point in the series, from 0 */
  bar: number[];
  /** ms of exchange time, the end of the last bar of the point */
  time: number[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  /** fitted price at the window's end, points */
  value: number[];
  /** f', points per step of the axis */
  slope: number[];
  /** f'', points per step squared */
  curvature: number[];
  /** -1 no window, 0 neutral, 1 up accelerating, 2 up slowing, 3 down accelerating, 4 down slowing */
  regime: number[];
  /** places of points before which windows began anew */
  gap?: number[];
}

export interface SignalPlan {
  /** int64 or int128 */
  kernel: string;
  /** step of the prices, points: 10 to the power of -decimals */
  tick: number;
  /** highest less lowest price of one stretch, ticks, at most over all stretches */
  spread: number;
  /** largest spread the int64 kernel is exact for, ticks */
  bound: number;
}

export interface SignalCount {
  up_accelerating: number;
  up_slowing: number;
  down_accelerating: number;
  down_slowing: number;
  neutral: number;
  /** bars at which no whole window ends */
  none: number;
}

export interface SignalRestart {
  /** place in the series, from 0 */
  bar: number;
  /** its stamp, ms of exchange time */
  time: number;
  day: string;
  /** the first bar, bars missing before it, another contract, bars without the price before it */
  why: "start" | "hole" | "contract" | "no_price";
  /** bars up to the next restart */
  bars: number;
  /** of those, bars at which a whole window ends */
  ready: number;
}

export interface SignalWindowInput {
  /** one series, or contracts of one product to be chained */
  futures: MarketSource[];
  /** chains several contracts; current_month if left out */
  roll?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** degree of the polynomial, 1 to 6 */
  order: number;
  /** points of one fit, 10 to 2000 */
  window: number;
  /** price of a bar that is fitted */
  price: "open" | "close";
  /** bars: each bar is one step; minutes: each trading minute is one, and one without a bar keeps the price before it */
  axis: "bars" | "minutes";
  /** whether windows run across the night, with its jump, without it, or not at all */
  days: "across" | "gap_adjusted" | "same_day";
  /** stamp of the bar, ms of exchange time, or the last before it; the last bar if left out */
  at?: number;
}

export interface SignalWindow {
  /** place in the series, from 0 */
  bar: number;
  /** its stamp, ms of exchange time */
  time: number;
  /** as in signals; -1 where no whole window ends here, and then there is no curve */
  regime: number;
  /** the fitted price of the bar */
  price: number;
  /** of the curve at the bar, points */
  value: number;
  /** f', points per step */
  slope: number;
  /** f'', points per step squared */
  curvature: number;
  /** points that are missing until a whole window ends; 0 where one does */
  missing: number;
  /** days the window reaches back across */
  nights: number;
  /** stamps of the bars of the window */
  times?: number[];
  /** the fitted price at each of them, points */
  curve?: number[];
  /** standard deviation of the prices about the curve, points, with window - order - 1 degrees of freedom */
  deviation: number;
}

export interface HedgeBacktestInput {
  /** one series, or contracts of one product to be chained */
  futures: MarketSource[];
  /** chains several contracts; current_month if left out */
  roll?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** the index beside them; without it the hedge has nothing to hedge and only the overlay is reported */
  index?: MarketSource;
  /** degree of the polynomial, 1 to 6 */
  order: number;
  /** points of one fit, 10 to 2000 */
  window: number;
  /** price of a bar that is fitted */
  price: "open" | "close";
  /** bars: each bar is one step; minutes: each trading minute is one, and one without a bar keeps the price before it */
  axis: "bars" | "minutes";
  /** whether windows run across the night, with its jump, without it, or not at all */
  days: "across" | "gap_adjusted" | "same_day";
  /** both, or long only */
  directions: "both" | "long_only";
  /** trades opened a day at most; 0 for no limit */
  a_day: number;
  /** return above 0 at which a gain is taken (decimal rate, 0.01 is 1 %) */
  take_profit: number;
  /** return below 0 at which a loss is cut (decimal rate, 0.01 is 1 %) */
  stop_loss: number;
  /** neither take-profit nor stop-loss */
  no_stops?: boolean;
  /** which regimes end a trade */
  exit: "slowing_or_reversal" | "slowing" | "reversal" | "none";
  /** close at the last bar of the day; no trade is opened on a day's last bar */
  flat: boolean;
  /** a regime that lasts may open another trade; otherwise the regime must have changed since the last entry */
  again: boolean;
  /** price at which a decision on a bar's close is carried out */
  fill: "next_open" | "next_close" | "this_close";
  /** points lost at each fill (index points) */
  slippage: number;
  /** how a trade of the same day is closed */
  closing: "close_today" | "lock" | "lift_hedge";
  /** exchange fees: of the day, or stated */
  fees: HedgeFees;
  /** at the beginning, CNY (CNY) */
  capital: number;
  /** of the capital in the index, 0.01 to 1 (decimal rate, 0.01 is 1 %) */
  share: number;
  /** yearly, for the Sharpe ratio (decimal rate, 0.01 is 1 %) */
  risk_free: number;
  /** of the contract value, a side, for opening and rolling the hedge (decimal rate, 0.01 is 1 %) */
  roll_fee: number;
  /** first day that counts, YYYY-MM-DD; that of the first whole window if left out */
  first_day?: string;
  /** last day that counts; the last of the bars if left out */
  last_day?: string;
  /** at most this many trades in the reply, the last ones; 2000 if left out */
  trades?: number;
}

export interface HedgeFees {
  /** the exchange's fees of each day; the next three are then not used */
  dated: boolean;
  /** of the contract value (decimal rate, 0.01 is 1 %) */
  open: number;
  /** closing a position of an earlier day (decimal rate, 0.01 is 1 %) */
  close: number;
  /** closing a position of the same day (decimal rate, 0.01 is 1 %) */
  close_today: number;
  /** added to each of them (decimal rate, 0.01 is 1 %) */
  broker: number;
}

export interface HedgeBacktest {
  /** first day that counts */
  first: string;
  /** last day */
  last: string;
  /** trading days with data */
  days: number;
  product?: string;
  /** CNY a point */
  multiplier: number;
  overlay: HedgeMetrics;
  passive?: HedgeMetrics;
  execute?: HedgeMetrics;
  trading: HedgeTrading;
  costs: HedgeCosts;
  account: HedgeAccount;
  months: HedgeMonth[];
  daily: HedgeDaily;
  trades: HedgeTrades;
  /** days at whose close the hedge was rolled */
  rolls?: string[];
  /** what a reader must know: holes, fees that are not confirmed, days without index */
  notes?: FaultField[];
}

export interface HedgeMetrics {
  /** last value / first value - 1 (decimal rate, 0.01 is 1 %) */
  cumulative: number;
  /** (1 + cumulative)^(252/days) - 1 */
  annualised: MaybeRate;
  /** standard deviation of the daily returns (n-1), times the root of 252 */
  volatility: MaybeRate;
  /** (annualised - risk-free) / volatility */
  sharpe: MaybeRate;
  /** largest fall from a peak, above or equal 0 (decimal rate, 0.01 is 1 %) */
  drawdown: number;
  /** day of the peak before it */
  peak?: string;
  /** day of its lowest value */
  trough?: string;
  /** first day at the peak's value again */
  recovered?: string;
  /** since the last day of the week before (decimal rate, 0.01 is 1 %) */
  week: number;
  /** since the last day of the year before (decimal rate, 0.01 is 1 %) */
  year: number;
}

export interface HedgeTrading {
  trades: number;
  long: number;
  /** trades above 0 after all costs */
  wins: number;
  /** return of the best trade after costs (decimal rate, 0.01 is 1 %) */
  best: number;
  /** decimal rate, 0.01 is 1 % */
  worst: number;
  mean: MaybeRate;
  /** bars a trade was held, on average */
  bars: number;
  /** value traded a year, of the mean capital */
  turnover: MaybeRate;
  /** why trades ended */
  reasons: HedgeReason[];
}

export interface HedgeReason {
  /** hole: closed before bars that are missing; end: still open at the last bar */
  why: "take_profit" | "stop_loss" | "slowing" | "reversal" | "day_end" | "hole" | "end";
  trades: number;
  /** CNY */
  net: number;
}

export interface HedgeCosts {
  /** CNY */
  opening: number;
  /** ordinary closings (CNY) */
  closing: number;
  /** CNY */
  close_today: number;
  /** CNY */
  slippage: number;
  /** of the standing hedge; not the overlay's (CNY) */
  rolling: number;
}

export interface HedgeAccount {
  /** CNY */
  stock: number;
  /** standing short future (CNY) */
  hedge: number;
  /** trades before costs (CNY) */
  gross: number;
  /** CNY */
  costs: number;
  /** last less first value of the executing portfolio (CNY) */
  change: number;
}

export interface HedgeMonth {
  /** YYYY-MM */
  month: string;
  days: number;
  /** decimal rate, 0.01 is 1 % */
  overlay: number;
  /** decimal rate, 0.01 is 1 % */
  passive?: number;
  /** decimal rate, 0.01 is 1 % */
  execute?: number;
  trades: number;
  wins: number;
  /** of the trades (CNY) */
  costs: number;
}

export interface HedgeDaily {
  /** ms of exchange time, midnight of the day */
  time: number[];
  overlay: number[];
  passive?: number[];
  execute?: number[];
}

export interface HedgeTrades {
  /** trades there were */
  all: number;
  /** place of the first one listed, from 0 */
  from: number;
  /** 1 long, -1 short */
  side: number[];
  /** stamp of the bar of the fill, ms of exchange time */
  entry: number[];
  exit: number[];
  /** price of the entry before slippage, points */
  in: number[];
  out: number[];
  /** not rounded */
  lots: number[];
  /** CNY */
  gross: number[];
  /** fees and slippage, CNY */
  costs: number[];
  /** CNY */
  net: number[];
  /** net, of the value at entry */
  return: number[];
  /** place in the list of reasons: 0 take_profit, 1 stop_loss, 2 slowing, 3 reversal, 4 day_end, 5 hole, 6 end */
  why: number[];
}

export interface HedgeFileInput {
  /** one series, or contracts of one product to be chained */
  futures: MarketSource[];
  /** chains several contracts; current_month if left out */
  roll?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** the index beside them; without it the hedge has nothing to hedge and only the overlay is reported */
  index?: MarketSource;
  /** degree of the polynomial, 1 to 6 */
  order: number;
  /** points of one fit, 10 to 2000 */
  window: number;
  /** price of a bar that is fitted */
  price: "open" | "close";
  /** bars: each bar is one step; minutes: each trading minute is one, and one without a bar keeps the price before it */
  axis: "bars" | "minutes";
  /** whether windows run across the night, with its jump, without it, or not at all */
  days: "across" | "gap_adjusted" | "same_day";
  /** both, or long only */
  directions: "both" | "long_only";
  /** trades opened a day at most; 0 for no limit */
  a_day: number;
  /** return above 0 at which a gain is taken (decimal rate, 0.01 is 1 %) */
  take_profit: number;
  /** return below 0 at which a loss is cut (decimal rate, 0.01 is 1 %) */
  stop_loss: number;
  /** neither take-profit nor stop-loss */
  no_stops?: boolean;
  /** which regimes end a trade */
  exit: "slowing_or_reversal" | "slowing" | "reversal" | "none";
  /** close at the last bar of the day; no trade is opened on a day's last bar */
  flat: boolean;
  /** a regime that lasts may open another trade; otherwise the regime must have changed since the last entry */
  again: boolean;
  /** price at which a decision on a bar's close is carried out */
  fill: "next_open" | "next_close" | "this_close";
  /** points lost at each fill (index points) */
  slippage: number;
  /** how a trade of the same day is closed */
  closing: "close_today" | "lock" | "lift_hedge";
  /** exchange fees: of the day, or stated */
  fees: HedgeFees;
  /** at the beginning, CNY (CNY) */
  capital: number;
  /** of the capital in the index, 0.01 to 1 (decimal rate, 0.01 is 1 %) */
  share: number;
  /** yearly, for the Sharpe ratio (decimal rate, 0.01 is 1 %) */
  risk_free: number;
  /** of the contract value, a side, for opening and rolling the hedge (decimal rate, 0.01 is 1 %) */
  roll_fee: number;
  /** first day that counts, YYYY-MM-DD; that of the first whole window if left out */
  first_day?: string;
  /** last day that counts; the last of the bars if left out */
  last_day?: string;
  /** at most this many trades in the reply, the last ones; 2000 if left out */
  trades?: number;
  /** signals: every bar with value, slope, curvature and regime */
  what: "signals" | "trades" | "days" | "months" | "metrics";
  /** text or a workbook */
  as: "csv" | "xlsx";
  /** of the heads; en if left out */
  lang?: "zh" | "en";
}

export interface HedgeDocument {
  file: File;
  rows: number;
}

export interface HedgeSweepInput {
  /** one series, or contracts of one product to be chained */
  futures: MarketSource[];
  /** chains several contracts; current_month if left out */
  roll?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** the index beside them; without it the hedge has nothing to hedge and only the overlay is reported */
  index?: MarketSource;
  /** degree of the polynomial, 1 to 6 */
  order: number;
  /** points of one fit, 10 to 2000 */
  window: number;
  /** price of a bar that is fitted */
  price: "open" | "close";
  /** bars: each bar is one step; minutes: each trading minute is one, and one without a bar keeps the price before it */
  axis: "bars" | "minutes";
  /** whether windows run across the night, with its jump, without it, or not at all */
  days: "across" | "gap_adjusted" | "same_day";
  /** both, or long only */
  directions: "both" | "long_only";
  /** trades opened a day at most; 0 for no limit */
  a_day: number;
  /** return above 0 at which a gain is taken (decimal rate, 0.01 is 1 %) */
  take_profit: number;
  /** return below 0 at which a loss is cut (decimal rate, 0.01 is 1 %) */
  stop_loss: number;
  /** neither take-profit nor stop-loss */
  no_stops?: boolean;
  /** which regimes end a trade */
  exit: "slowing_or_reversal" | "slowing" | "reversal" | "none";
  /** close at the last bar of the day; no trade is opened on a day's last bar */
  flat: boolean;
  /** a regime that lasts may open another trade; otherwise the regime must have changed since the last entry */
  again: boolean;
  /** price at which a decision on a bar's close is carried out */
  fill: "next_open" | "next_close" | "this_close";
  /** points lost at each fill (index points) */
  slippage: number;
  /** how a trade of the same day is closed */
  closing: "close_today" | "lock" | "lift_hedge";
  /** exchange fees: of the day, or stated */
  fees: HedgeFees;
  /** at the beginning, CNY (CNY) */
  capital: number;
  /** of the capital in the index, 0.01 to 1 (decimal rate, 0.01 is 1 %) */
  share: number;
  /** yearly, for the Sharpe ratio (decimal rate, 0.01 is 1 %) */
  risk_free: number;
  /** of the contract value, a side, for opening and rolling the hedge (decimal rate, 0.01 is 1 %) */
  roll_fee: number;
  /** first day that counts, YYYY-MM-DD; that of the first whole window if left out */
  first_day?: string;
  /** last day that counts; the last of the bars if left out */
  last_day?: string;
  /** at most this many trades in the reply, the last ones; 2000 if left out */
  trades?: number;
  /** points of one fit; window is not used */
  windows: number[];
  /** degrees of the polynomial; order is not used. A line has no curvature and never trades */
  orders: number[];
  /** returns above 0 at which a gain is taken; take_profit is not used */
  take_profits: number[];
  /** returns below 0 at which a loss is cut; stop_loss is not used */
  stop_losses: number[];
  /** the largest window that is compared, where the work is divided; the largest of windows if left out */
  warmup?: number;
}

export interface HedgeSweep {
  /** first day that counts */
  first: string;
  last: string;
  days: number;
  /** YYYY-MM, those with days that count */
  months: string[];
  /** days of each month */
  length: number[];
  /** sum of returns before costs */
  gross: number[];
  /** sum of returns after fees of the day and slippage */
  net: number[];
  trades: number[];
  /** trades above 0 after costs */
  wins: number[];
  /** of the daily net returns, by cell and month, months fastest */
  sum: number[];
  /** of their squares, likewise */
  square: number[];
  /** of their cubes, by cell */
  cube: number[];
  /** of their fourth powers, by cell */
  fourth: number[];
}

export interface HedgeEvidenceInput {
  /** YYYY-MM, in their order */
  months: string[];
  /** days of each month */
  length: number[];
  /** sum of the returns of each cell after costs */
  net: number[];
  /** of the daily net returns, by cell and month, months fastest */
  sum: number[];
  /** of their squares, likewise */
  square: number[];
  /** of their cubes, by cell */
  cube: number[];
  /** of their fourth powers, by cell */
  fourth: number[];
  /** number of windows, orders, take-profits and stop-losses; their product is the number of cells */
  shape: number[];
  /** the cell that was chosen */
  chosen: number;
  /** blocks the months are put into for the combinations, even, 4 to 16; 12 if left out, fewer where there are fewer months */
  blocks?: number;
  /** months the walk-forward chooses on; 12 if left out */
  learn?: number;
  /** months it then trades; 3 if left out */
  apply?: number;
}

export interface HedgeEvidence {
  cells: number;
  /** cells above 0 after costs */
  positive: number;
  /** cell with the highest Sharpe ratio */
  best: number;
  chosen: HedgeCell;
  best_cell: HedgeCell;
  around: HedgeAround;
  /** of the best cell */
  deflated: HedgeDeflated;
  overfit: HedgeOverfit;
  walk: HedgeWalk;
  verdict: HedgeVerdict;
}

export interface HedgeCell {
  /** decimal rate, 0.01 is 1 % */
  net: number;
  /** yearly, of the daily net returns, without a risk-free rate */
  sharpe: MaybeRate;
  /** by net return, 1 is best */
  rank: number;
}

export interface HedgeAround {
  cells: number;
  /** those above 0 after costs */
  positive: number;
  /** of their net returns; 0 where there are none (decimal rate, 0.01 is 1 %) */
  median: number;
  /** of their net returns; 0 where there are none (decimal rate, 0.01 is 1 %) */
  worst: number;
}

export interface HedgeDeflated {
  trials: number;
  days: number;
  /** daily, of the best cell */
  sharpe: MaybeRate;
  /** daily; expected of the best of the trials without skill */
  threshold: MaybeRate;
  skew: MaybeRate;
  /** 3 for a normal distribution */
  kurtosis: MaybeRate;
  probability: MaybeRate;
}

export interface HedgeOverfit {
  blocks: number;
  splits: number;
  probability: MaybeRate;
  /** share of the splits in which the best setting of one half loses money in the other */
  loss: MaybeRate;
  /** splits by the rank of the best setting in the other half, ten bins from worst to best */
  histogram?: number[];
}

export interface HedgeWalk {
  steps?: HedgeStep[];
  /** sum of what was earned after choosing */
  net: MaybeRate;
  /** what the chosen settings had earned before, over as many days */
  promised: MaybeRate;
  /** yearly, of the days traded */
  sharpe: MaybeRate;
}

export interface HedgeStep {
  /** first month traded */
  from: string;
  to: string;
  /** the setting chosen on the months before */
  cell: number;
  /** net return a month while choosing (decimal rate, 0.01 is 1 %) */
  promised: number;
  /** net return of the months traded (decimal rate, 0.01 is 1 %) */
  net: number;
}

export interface HedgeVerdict {
  /** too_short: fewer than 12 months or 4 blocks; loses: the chosen cell is not above 0; no_better_than_luck: deflated probability below 0.95; fragile: overfitting probability 0.5 or more, neighbours mostly negative or walk-forward not above 0; supported: none of these */
  code: "too_short" | "loses" | "no_better_than_luck" | "fragile" | "supported";
}

export interface StudyOverviewInput {
  /** one entry a product */
  products: StudyOverviewData[];
  /** any day of the week; the last week of the data when left out */
  date?: string;
  /** rule for the main contract; volume when left out */
  main?: "volume" | "open_interest" | "open_interest_prev" | "current_month";
  /** what the main contract's change of the week is from: the settlement of the week before, as in the report, or its close; auto, when left out, takes the close where there is no settlement, and says so */
  reference?: "auto" | "settle" | "close";
  /** daily average of the week, as in the report, or the sum; mean when left out */
  volume?: "mean" | "sum";
  /** trading days of the mean basis rate, today included, 2 to 250; 20 when left out */
  mean?: number;
  /** how the rate is annualised; sinolink when left out */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** the calendar spread whose percentile is given */
  spread?: StudySpread;
  /** how percentiles are counted and over which days */
  rank?: StudyRank;
}

export interface StudyOverviewData {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** a price-earnings ratio of the index by day, for its percentile */
  valuation?: StudyValues;
}

export interface DividendGiven {
  /** index points by ex-date */
  points?: DividendExDate[];
  /** a file with index points by ex-date */
  file?: MarketSource;
  /** the column of the file that holds them; close when left out */
  column?: string;
  /** a year, of the index, spread evenly over the days: an estimate (decimal rate, 0.01 is 1 %) */
  yield?: number;
}

export interface DividendExDate {
  /** ex-date */
  date: string;
  /** index points */
  points: number;
}

export interface StudyValues {
  /** the file, as the load reply names it */
  ref?: string;
  /** the series of the file, if it holds several; or what the columns are of */
  symbol?: string;
  /** the bars themselves, in place of a file */
  columns?: MarketColumns;
  /** name of the column in the file; close when left out */
  column?: string;
  /** what 1 in the file is: 0.01 where it holds percent; 1 when left out (decimal rate, 0.01 is 1 %) */
  unit?: number;
}

export interface StudySpread {
  /** near_next when left out */
  pair?: "near_next" | "near_quarter" | "near_far";
  /** near less far: in points, over the index, over the far price, rate_spot a trading day between the expiries, or that a year of 252; rate_spot when left out */
  definition?: "points" | "rate_spot" | "rate_far" | "per_day" | "annualised";
  /** the last day of every week alone */
  weekly?: boolean;
  /** close when left out */
  price?: "close" | "settle";
}

export interface StudyRank {
  /** inclusive: values below / (n-1), Excel's PERCENTRANK.INC, the default; weak: values not above / n; mid: the mean of below and not above / n */
  method?: "inclusive" | "weak" | "mid";
  /** cut to three digits, as Excel does */
  truncate?: boolean;
  /** first day of the window */
  since?: string;
  /** length of the window, from the last day back, 1 to 50; since is not used then */
  years?: number;
}

export interface StudyOverview {
  /** last day of the week with data of any product; left out where none has any */
  week?: string;
  /** last day of the trading week before, from which changes are counted */
  before?: string;
  main: string;
  reference: string;
  volume: string;
  mean: number;
  convention: string;
  spread: StudySpread;
  rank: StudyRank;
  sign: string;
  /** in the order of the products asked for */
  rows: StudyOverviewRow[];
}

export interface StudyOverviewRow {
  product: string;
  /** first day of its data */
  first: string;
  /** last day of the week with data */
  week?: string;
  /** trading days of the week with data */
  days: number;
  /** the main contract on the last day */
  contract?: string;
  /** N, to its expiry */
  trading_days: number;
  /** close of the index */
  index: MaybePoints;
  /** over the close of the week before */
  index_change: MaybeRate;
  /** of the main contract */
  close: MaybePoints;
  /** close over reference */
  main_change: MaybeRate;
  /** what main_change is from */
  reference?: "settle" | "close";
  basis_rate: MaybeRate;
  /** with the dividends until expiry given back */
  adjusted_rate: MaybeRate;
  annualised: MaybeRate;
  /** mean of the main contract's basis rate over the days of the mean */
  mean_rate: MaybeRate;
  /** lots of all contracts, a day or of the week */
  volume: MaybeNumber;
  /** over the week before */
  volume_change: MaybeRate;
  /** lots of all contracts on the last day */
  open_interest: MaybeNumber;
  /** over the week before */
  open_interest_change: MaybeRate;
  /** the calendar spread of the last day */
  spread: MaybeNumber;
  spread_percentile: MaybeRate;
  /** days it is ranked among */
  spread_count: number;
  /** of the annualised rate */
  basis_percentile: MaybeRate;
  basis_count: number;
  valuation: MaybeNumber;
  valuation_percentile: MaybeRate;
  valuation_count: number;
  notes?: FaultField[];
}

export type MaybeNumber = number | Undefined;

export interface StudyHistoryInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** trading days of the moving average, 1 to 250, whole windows only; 5 when left out */
  average?: number;
  /** how the percentile of the last day is counted */
  rank?: StudyRank;
  /** trading days of the rolling percentile band, 20 to 2500; 729, three years, when left out */
  band?: number;
  /** lower percentile of the band, 1 to 49; 10 when left out */
  low?: number;
  /** yearly return of the arbitrage line; 0.05 when left out (decimal rate, 0.01 is 1 %) */
  hurdle?: number;
  /** risk-free rate of the full band, yearly (decimal rate, 0.01 is 1 %) */
  rate?: number;
}

export interface StudyHistory {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  average: number;
  rank: StudyRank;
  band: number;
  low: number;
  /** decimal rate, 0.01 is 1 % */
  hurdle: number;
  /** decimal rate, 0.01 is 1 % */
  rate: number;
  /** the measure */
  line: StudySeries;
  /** its moving average */
  smooth: StudySeries;
  /** close of the index */
  index: StudySeries;
  /** moving average of the index */
  index_smooth: StudySeries;
  /** lower percentile of the days up to each */
  lower: StudySeries;
  /** median of the same days */
  middle: StudySeries;
  upper: StudySeries;
  /** selling the future returns the hurdle above it; fees and margins of each day, other costs of report 001. None for weighted */
  hurdle_upper: StudySeries;
  /** buying the future and selling borrowed stock returns the hurdle below it */
  hurdle_lower: StudySeries;
  /** upper bound of the full band (A.4 d), rules of each day */
  full_upper: StudySeries;
  full_lower: StudySeries;
  /** lots of all contracts */
  volume: StudySeries;
  /** lots of all contracts */
  open_interest: StudySeries;
  /** days on which another contract is the one measured */
  switches: StudySwitch[];
  /** changes of the exchange's rules within the days */
  changes: StudyChange[];
  /** the last day with a value */
  today: StudyHistoryDay;
  /** of the last value */
  percentile: MaybeRate;
  /** of the last moving average */
  smooth_percentile: MaybeRate;
  /** days it is ranked among */
  ranked: number;
  /** of the days ranked */
  summary: StudySummary;
}

export interface StudySeries {
  /** midnight at the beginning of each day, ms since 1970-01-01 on the exchange's clock */
  time: number[];
  value: number[];
  /** days that have none, and why */
  undefined?: StudyUndefined[];
}

export interface StudyUndefined {
  why: string;
  days: number;
  first: string;
  last: string;
}

export interface StudySwitch {
  date: string;
  from: string;
  to: string;
}

export interface StudyChange {
  date: string;
  /** ids of the rules, as in the operation rules */
  rules: string[];
  /** their values from the day on: decimal rates, or lots */
  values: number[];
}

export interface StudyHistoryDay {
  date?: string;
  value: MaybeNumber;
  smooth: MaybeNumber;
  contracts: StudyHistoryQuote[];
}

export interface StudyHistoryQuote {
  contract: string;
  calendar_days: number;
  trading_days: number;
  price: MaybePoints;
  basis: MaybePoints;
  basis_rate: MaybeRate;
  /** index points */
  dividends: number;
  annualised: MaybeRate;
  volume: MaybeNumber;
  open_interest: MaybeNumber;
  /** share of the open interest */
  weight: MaybeRate;
}

export interface StudySummary {
  count: number;
  mean: MaybeNumber;
  /** standard deviation, n-1 */
  deviation: MaybeNumber;
  min: MaybeNumber;
  p10: MaybeNumber;
  p25: MaybeNumber;
  median: MaybeNumber;
  p75: MaybeNumber;
  p90: MaybeNumber;
  max: MaybeNumber;
}

export interface StudyDistributionInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** the calendar spread to count instead of the basis */
  spread?: StudySpread;
  /** how today's percentile is counted, and which days count */
  rank?: StudyRank;
  /** number of bins, 1 to 200; by Freedman and Diaconis when left out */
  bins?: number;
}

export interface StudyDistribution {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** what was counted, where it is a spread */
  spread?: StudySpread;
  rank: StudyRank;
  /** what is counted, by day */
  line: StudySeries;
  /** one more than counts; a value on an edge is counted above it, the largest in the last bin */
  edges: number[];
  counts: number[];
  /** how the number of bins came about: single where all values are equal, square_root where the middle half are; left out where there are no values */
  rule?: "freedman_diaconis" | "chosen" | "single" | "square_root";
  summary: StudySummary;
  /** the last value */
  today: MaybeNumber;
  /** its day */
  date?: string;
  /** bin it lies in; -1 for none */
  bin: number;
  percentile: MaybeRate;
}

export interface StudyStagesInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** moving average taken of measure and index first, 1 to 250 trading days; 5 when left out, as in report 002 */
  average?: number;
  /** those of report 002 when left out */
  stages?: StudyStage[];
}

export interface StudyStage {
  name?: string;
  from: string;
  /** last day */
  to: string;
}

export interface StudyStages {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  average: number;
  stages: StudyStageResult[];
  /** moving average of the measure */
  line: StudySeries;
  /** moving average of the index */
  index: StudySeries;
}

export interface StudyStageResult {
  name?: string;
  from: string;
  /** last day */
  to: string;
  /** with a value */
  days: number;
  /** of the measure, not averaged */
  summary: StudySummary;
  /** first value, averaged */
  start: MaybeNumber;
  /** last value, averaged */
  end: MaybeNumber;
  /** last close over the first */
  index_change: MaybeRate;
  /** correlation of measure and index, both averaged */
  level: MaybeNumber;
  /** correlation of their changes from day to day, not averaged */
  moves: MaybeNumber;
  /** mean of a day, lots of all contracts */
  volume: MaybeNumber;
  /** mean of the last five days over that of the first five, of as many contracts */
  volume_change: MaybeRate;
  /** mean of a day, lots of all contracts */
  open_interest: MaybeNumber;
  /** likewise */
  open_interest_change: MaybeRate;
}

export interface StudyVolatilityInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** of the close-to-close return of the index, strict; 0.05 when left out (decimal rate, 0.01 is 1 %) */
  threshold?: number;
}

export interface StudyVolatility {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** decimal rate, 0.01 is 1 % */
  threshold: number;
  /** days above the threshold */
  up: number;
  /** days below it, negative */
  down: number;
  /** of the measure on these days */
  large: StudySummary;
  others: StudySummary;
  /** large moves up alone */
  rises: StudySummary;
  falls: StudySummary;
  /** mean of large less mean of others */
  difference: MaybeNumber;
  /** Welch's statistic for different variances */
  t: MaybeNumber;
  /** its degrees of freedom, by Welch and Satterthwaite */
  freedom: MaybeNumber;
  /** two-sided, Student's t */
  p: MaybeRate;
  /** deviation of large over that of others */
  spread: MaybeNumber;
  /** of equal variances: Brown and Forsythe 1974, about the medians */
  spread_p: MaybeRate;
  /** the large moves, latest 500 */
  moves: StudyLargeDay[];
}

export interface StudyLargeDay {
  date: string;
  /** of the index (decimal rate, 0.01 is 1 %) */
  return: number;
  /** the measure */
  value: MaybeNumber;
}

export interface StudySeasonalityInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** lower percentile of the bands, 1 to 49; 10 when left out */
  low?: number;
}

export interface StudySeasonality {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  low: number;
  /** those with days */
  years: number[];
  /** the twelve */
  months: StudyMonth[];
  /** by calendar day that was a trading day (report 003): label MM-DD */
  yearly: StudySeason;
  /** by trading days to expiry of the contract measured; none for weighted */
  expiry: StudySeason;
}

export interface StudyMonth {
  /** 1 to 12 */
  month: number;
  /** in the season in which most companies of the index pay: May to September (report 003) */
  dividend: boolean;
  /** of all its days */
  summary: StudySummary;
  /** lower percentile */
  lower: MaybeNumber;
  upper: MaybeNumber;
  /** mean of each year */
  years: MaybeNumber[];
}

export interface StudySeason {
  label?: string[];
  /** day of a leap year, 1 to 366; or trading days to expiry */
  place: number[];
  mean: number[];
  count: number[];
  /** lower percentile, on the straight line between values */
  lower: number[];
  upper: number[];
}

export interface StudyEventsInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** those of report 003 when left out */
  events?: StudyEvent[];
  /** trading days before, 0 to 60; 2 when before and after are left out */
  before?: number;
  /** trading days after, 0 to 250; 4 when before and after are left out */
  after?: number;
  /** which trading day stands for an event on a day without trading; next when left out */
  closed?: "next" | "previous";
  /** draws of random days for the placebo band, 100 to 5000; 1000 when left out */
  samples?: number;
  /** of the random days; the same seed gives the same band */
  seed?: number;
}

export interface StudyEvent {
  name?: string;
  date: string;
}

export interface StudyEvents {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  before: number;
  after: number;
  closed: string;
  samples: number;
  seed: number;
  /** -before to after */
  offsets: number[];
  events: StudyEventResult[];
  /** over the events that have a value there, by offset */
  mean: MaybeNumber[];
  /** events that have */
  counts: number[];
  placebo: StudyPlacebo;
}

export interface StudyEventResult {
  name?: string;
  date: string;
  /** the trading day at offset 0 */
  day?: string;
  /** the data do not reach the day */
  outside: boolean;
  /** of each offset, empty beyond the ends of the data; none of an event outside of them, nor contracts and values */
  dates: string[];
  /** empty where none was measured, or all */
  contracts: string[];
  values: MaybeNumber[];
  /** the last value less the first */
  change: MaybeNumber;
}

export interface StudyPlacebo {
  /** 2.5th percentile */
  lower: MaybeNumber[];
  mean: MaybeNumber[];
  /** 97.5th percentile */
  upper: MaybeNumber[];
}

export interface StudyDriversInput {
  /** product code */
  product: "IF" | "IH" | "IC" | "IM";
  /** contracts of the product, and chains such as the current-month one; several series of one contract complete each other */
  futures: MarketSource[];
  /** the index; left out, the spot column beside the futures */
  index?: MarketSource;
  /** what the index loses at ex-dates until each expiry; left out, nothing */
  dividends?: DividendGiven;
  /** first day; the answer is that of files cut here */
  from?: string;
  /** last day, likewise */
  to?: string;
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  /** dividend yield of the index by day, a decimal after its unit */
  dividend_yield?: StudyValues;
  /** an interest rate by day, a decimal after its unit */
  interest_rate?: StudyValues;
  /** of dividend_yield, rate, volatility, index_return, open_interest, expiry; all there are data for when left out */
  on?: string[];
  /** trading days of volatility, return and change of open interest, 2 to 250; 20 when left out */
  window?: number;
  /** of the robust errors, 0 to 100: 0 is White's HC1; by the rule 4 (n/100)^(2/9), rounded down, when auto_lags */
  lags?: number;
  /** choose lags by the rule */
  auto_lags?: boolean;
}

export interface StudyDrivers {
  product: string;
  /** first day of the data that counts */
  first: string;
  last: string;
  /** trading days with data */
  days: number;
  /** what the sign of a basis means */
  sign: string;
  /** what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry */
  notes?: FaultField[];
  /** annualised when left out */
  value?: "basis" | "rate" | "adjusted" | "adjusted_rate" | "annualised";
  /** of which contract; volume when left out. weighted is over all listed ones, by open interest */
  of?: "weighted" | "volume" | "open_interest" | "open_interest_prev" | "current_month" | "next_month" | "quarter" | "far_quarter";
  /** how a rate is annualised; sinolink when left out, huatai for weighted */
  convention?: "raw" | "sinolink" | "huatai" | "calendar365" | "xingzheng";
  /** price of the future; close when left out */
  price?: "close" | "settle";
  window: number;
  lags: number;
  /** of the standard errors: White 1980 with the factor n/(n-k), or Newey and West 1987 with Bartlett weights and the same factor */
  errors: "white_hc1" | "newey_west";
  /** days used: those on which everything is defined */
  count: number;
  /** the constant first */
  terms: StudyTerm[];
  r2: MaybeRate;
  adjusted_r2: MaybeRate;
  /** standard deviation of the residuals, n-k */
  residual: MaybeNumber;
  durbin_watson: MaybeNumber;
  /** why there are no coefficients: too few days, or drivers that say the same */
  why?: string;
  fitted: StudySeries;
  /** the measure on the same days */
  line: StudySeries;
}

export interface StudyTerm {
  /** constant, or as asked for */
  driver: string;
  /** of the driver: a decimal rate, a change in logarithms, or trading days; none of the constant */
  unit?: "rate" | "log" | "days";
  /** of the driver */
  mean: MaybeNumber;
  deviation: MaybeNumber;
  /** change of the measure for 1 of the driver */
  coefficient: MaybeNumber;
  /** robust standard error */
  error: MaybeNumber;
  t: MaybeNumber;
  /** two-sided, Student's t with n-k degrees of freedom */
  p: MaybeRate;
  /** of the 95 % interval */
  low: MaybeNumber;
  high: MaybeNumber;
  /** coefficient times deviation: what a usual move of the driver goes with */
  effect: MaybeNumber;
  /** variance inflation factor; above 10 the drivers say much the same */
  inflation: MaybeNumber;
}

export interface StudyPaperInput {
  /** en when left out */
  lang?: "zh" | "en";
  /** a document to save, beside the sections */
  as?: "csv" | "xlsx" | "md";
  /** made of the product and the dates when left out */
  title?: string;
  /** the weekly table */
  overview?: StudyOverviewInput;
  /** one measure through time */
  history?: StudyHistoryInput;
  /** of the basis and of calendar spreads */
  distribution?: StudyDistributionInput[];
  /** stretches of time against each other */
  stages?: StudyStagesInput;
  /** days of large moves against all others */
  volatility?: StudyVolatilityInput;
  /** by month, by day of the year and by days to expiry */
  seasonality?: StudySeasonalityInput;
  /** around days of events */
  events?: StudyEventsInput;
  /** a regression on what may move the basis */
  drivers?: StudyDriversInput;
  /** the answers of the studies as well, to draw charts of */
  answers?: boolean;
  /** id of the only table to write, for as csv; all when left out */
  table?: string;
}

export interface StudyPaper {
  title: string;
  /** first day of the data */
  first?: string;
  last?: string;
  sections: ReportSection[];
  /** of the studies, where they were asked for */
  answers?: StudyAnswers;
  /** what was asked for with as */
  file?: File;
}

export interface ReportSection {
  id: string;
  title: string;
  /** of what, from when to when, by which convention: one line */
  about: string;
  /** what the numbers say, a sentence each */
  lead?: string[];
  tables: ReportTable[];
  /** definitions and sources */
  notes?: ReportNote[];
  /** what a reader must know of the data */
  warnings?: string[];
}

export interface ReportTable {
  id: string;
  title: string;
  columns: ReportColumn[];
  rows: ReportCell[][];
  /** long or for checking: a page shows it on demand, Markdown has it where it is short */
  fold?: boolean;
}

export interface ReportColumn {
  head: string;
  kind: string;
  decimals?: number;
  /** written with + where above 0, and coloured by its sign */
  signed?: boolean;
  /** what the numbers are */
  definition?: string;
  /** where the definition is from */
  source?: string;
}

export interface ReportCell {
  text?: string;
  number?: number;
  /** in words */
  why?: string;
  strong?: boolean;
}

export interface ReportNote {
  term: string;
  text: string;
  source?: string;
}

export interface StudyAnswers {
  overview?: StudyOverview;
  history?: StudyHistory;
  distribution?: StudyDistribution[];
  stages?: StudyStages;
  volatility?: StudyVolatility;
  seasonality?: StudySeasonality;
  events?: StudyEvents;
  drivers?: StudyDrivers;
}
