/** Names and words the made-up services speak of. */
const split = (text: string): readonly string[] => text.trim().split(/\s+/);

export const GIVEN =
  split(`Anna Jonas Mireille Oluwaseun Priya Hiroshi Lucía Mateusz Fatima Chen Olga Diego Aoife
  Noah Emma Yusuf Ingrid Thabo Leila Marco Sofia Björn Amara Viktor Hannah Rajesh Camille Pedro Zeynep Sven Grace Kwame
  Elif Tomás Nadia Henrik Beatriz Callum Ming Ewa`);
export const FAMILY =
  split(`Weber Okafor Lindqvist Moreau Tanaka Nowak García Smith Patel O'Brien Schneider Rossi Silva
  Petrova Haddad Kim Nguyen Johansson Dubois Fernández Müller Kowalska Andersson Mbeki Yılmaz Costa Novák Jensen Walker
  Santos Ivanov Wright Bianchi Virtanen Papadopoulos Fischer Hughes Nakamura Van-Dijk Castillo`);
export const NOUNS =
  split(`harbor lantern meadow copper falcon river canyon walnut signal ember orchid summit pixel raven
  anchor cobalt thistle prairie velvet marble comet cedar saffron glacier maple quartz willow beacon juniper atlas pepper
  tundra linen basil onyx heron lagoon bramble clover drift fjord garnet hazel indigo jasper kelp lotus mango nectar olive`);
export const ADJECTIVES =
  split(`quiet amber brisk crimson dusty eager faint gentle hollow icy jolly keen lucid mellow
  noble ornate placid quick rustic silver tidy urban vivid warm young zesty bold calm deep early`);
export const VERBS = split(
  `build choose fix grow learn make measure plan read repair ship start stop test understand write`,
);
export const CITIES =
  split(`Berlin Lyon Porto Kraków Leeds Osaka Lagos Austin Toronto Mumbai Helsinki Valencia Ghent
  Bergen Zürich Turin Cork Denver Hanoi Perth Nairobi Split Graz Malmö`);
export const STREETS = split(`Main High Church Station Mill Park Oak Bridge Market Kings Garden Castle`);
export const COUNTRIES = split(
  `DE FR ES IT GB IE NL BE SE NO DK FI PL CZ AT CH PT US CA MX BR AR CL IN JP KR CN AU NZ ZA NG KE`,
);
export const COUNTRIES3 = split(
  `DEU FRA ESP ITA GBR IRL NLD SWE NOR POL AUT CHE PRT USA CAN MEX BRA IND JPN KOR AUS ZAF NGA KEN`,
);
export const CURRENCIES = split(
  `EUR USD GBP CHF JPY SEK NOK DKK PLN CZK CAD AUD NZD BRL MXN INR CNY KRW ZAR TRY HUF SGD`,
);
export const TOPICS =
  split(`machine-learning rust golang security webassembly cli typescript database graphql kubernetes
  linux game-engine compiler observability vue react android ios blockchain robotics parser terminal devops testing`);
export const TAGS =
  split(`travel food politics music science health sport culture business opinion climate books film tech
  education art history family gaming photography`);
export const AGENTS: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'okhttp/4.12.0',
  'python-requests/2.32.3',
  'axios/1.7.2',
  'Go-http-client/2.0',
];
