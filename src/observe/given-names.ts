/** Common given names of many languages: evidence that a text in an unmarked field is a person's name. */

const names = new Set(
  (
    'aaron abigail adam adrian agnes ahmed aisha alan alba albert alberto alejandra alejandro alessandro alex alexander alexandra alexis ali alice alicia alina amanda amelia amina amir ' +
    'amy ana andre andrea andreas andres andrew andrzej angela angel anita anja anna anne annette antoine anton antonia antonio anya arjun arthur asha astrid aurora axel ' +
    'barbara beatrice beatriz ben benjamin bernd bernard birgit bjorn blanca bob brandon brenda brian bruno camila camille carla carlos carmen carol caroline catherine cecilia celine charles ' +
    'charlotte chen chloe chris christian christina christine christoph christopher claire clara claudia clement cristina cynthia daniel daniela daniele david deborah deepa denise dennis diana diego ' +
    'dieter dimitri dirk dmitri dominik donald donna dorothy edith eduardo edward ekaterina elena eleanor eli elias elisa elisabeth elizabeth ella ellen elsa emil emilia emily emma enrique eric erik ' +
    'erika ernesto esther eva evelyn fabian fatima federico felix fernando filip fiona florian frances francesca francesco francisco frank franziska frederic frida fritz gabriel gabriela gary george ' +
    'georg gerhard giorgio giovanni giulia gloria gonzalo grace greta gregory guillermo gustav gustavo hannah hans harald harold harry hassan heather hector heidi heike heinz helen helena helga henrik ' +
    'henry hugo ian ibrahim ignacio ilse ines inga ingrid irene iris isaac isabel isabella ivan jack jacob jacqueline jaime jakob james jan jana jane janet jason javier jean jeffrey jennifer jens jeremy ' +
    'jessica jesus jin joachim joan joana joanna joao joaquin joe joel johan johanna john jonas jonathan jordan jorge jose joseph joshua josef juan juana judith julia julian juliana julie julien jurgen ' +
    'karen karin karl karolina katarina kate katharina katherine kathleen katja katrin keith kelly kenneth kevin kim klaus kristin krzysztof kumar kurt larry lars laura lauren laurent lea leah lena leo leon leonardo ' +
    'leonie liam lin linda lisa li louis louise lucas lucia luca luis luisa luka lukas lydia magdalena malte manuel manuela marc marcel marco marcos marek margaret margarita maria mariana marie marina mario mark ' +
    'marko markus marta martha martin martina mary mateo mathias matteo matthew matthias maurice max maximilian maya megan mehmet mei melissa mercedes mia michael michal michele michelle miguel mikael mike mila milena ' +
    'mohamed mohammed moritz muhammad nadia nancy natalia natalie nathan nicholas nicolas nicole nikita nikolai nina noah nora norbert nuria oleg olga oliver olivia omar oscar oskar otto pablo pamela paola patricia ' +
    'patrick paul paula paulo pavel pedro peter petra philip philipp pierre pilar piotr priya rachel rafael raj rajesh ralf ramon raquel raul ravi rebecca renate rene ricardo richard rita robert roberto rodrigo roland ' +
    'roman ronald rosa rosario ruben rudolf ruth ryan sabine salma sam samantha samuel sandra santiago sara sarah sean sebastian sergei sergio sharon silke silvia simon simona simone sofia sonia sophia sophie stefan stefanie stella ' +
    'stephan stephanie stephen steven susan susana susanne svetlana sven sylvia tamara tanja tatiana teresa theo theodore theresa thomas tim timothy tina tobias tom tomas tomasz ulrich uma ursula ute valentina valeria vanessa ' +
    'vera veronica vicente victor victoria viktor vincent virginia vladimir walter wei werner wilhelm william wolfgang xavier yan yasmin yolanda yuki yusuf yves zoe zofia'
  ).split(' '),
);

/** Is this, without accents and case, a common given name? `Anna-Lena` counts by its first part. */
export const isGivenName = (word: string): boolean => {
  const first = (word.length > 32 ? '' : word).split(/[-']/u, 1)[0] ?? '';
  const plain = /^[A-Za-z]*$/.test(first) ? first : first.normalize('NFD').replace(/[\u0300-\u036f]/gu, '');
  return names.has(plain.toLowerCase());
};
