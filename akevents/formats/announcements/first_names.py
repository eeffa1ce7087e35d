"""First names one meets in Germany: what tells a person from an institution. Folded to small letters."""

FIRST_NAMES = frozenset(
    """
aaron abdul abena achim ada adam adelheid adem adrian agnes agnieszka ahmed ahmet aileen ajla akin albert alberto
albrecht alejandro aleksandra alena alessandro alessia alex alexa alexander alexandra alexei alexis alfons alfred ali
alice alicia alina aline alisa alma aloys alper alwin amalia amara amelie amina aminata amir ana anastasia andre
andrea andreas andrej andrzej andré anett anette angela angelika angelina angelo anica anika anil anita anja anke anna
annalena anne annegret anneke anneli annelie anneliese annemarie annett annette annika anselm ansgar antje anton
antonia antonio anusch arend arian ariane armin arne arno arnold arthur artur arzu asli aslihan astrid atilla augustin
aurel axel aydin aylin aynur ayse aysel ayten ayşe bahar barbara baris bastian beata beate beatrice beatrix beeke
behzad bekir benedikt benjamin benno bente berit bernadette bernard bernd bernhard bernward bert berta berthold
bertram bettina betül bianca birger birgit birgitta birte bjarne björn bodo bora boris bozena branka brigitta brigitte
britta bruno burak burkard burkhard bärbel bülent canan cansu carina carl carla carlo carlos carmen carola carolin
carolina caroline carsten caspar catharina cathrin cecilia celine cem cemil cengiz charlotte chiara chidi chris
christa christel christian christiane christin christina christine christof christoph christopher cihan cilly claas
clara claudia claudius claus clemens conny conrad constantin constanze cora cordula corina corinna cornelia cornelius
cosima curt cyril dagmar dana daniel daniela daniele danuta daria dario darius dariusz david dean debora deepa delia
demet denis denise deniz dennis derya desiree detlef detlev diana diego dieter dietlind dietmar dietrich dilara
dimitri dina dirk ditte djamila dogan dominic dominik dominique dora doreen doris dorit dorothea dorothee dunja duygu
eberhard ebru ecem eckart eckehard eckhard eckhart edda edeltraud edgar edith edmund eduard edwin egon ekaterina
ekkehard ekrem elena eleni eleonore elfi elfriede elif elisa elisabeth elise elke ella ellen elly elmar elsa elsbeth
elvira emeka emel emil emilia emilie emily emine emma emrah emre enno enrico ercan erdal eren erhard eric erich erik
erika erkan erna ernst erwin esra esther etienne eugen eva evelin evelyn evi ewa ewald ezgi fabian fabienne fabio
farid fatih fatima fatma fatou felicitas felix fenja ferdinand ferhat feride fikret filip filiz fiona flora florentine
florian folkert franca frank franka franz franziska frauke fred frederic frederik frederike freya frida frieda
friedemann friederike friedhelm friedrich fritz gabi gabriel gabriela gabriele georg george georgia gerald gerd gerda
gereon gerhard gerlinde gernot gero gerrit gert gertrud gesa gesche gesine giesela giovanni gisbert gisela gitta
giulia giuseppe gizem gottfried gregor greta grete gudrun guido gunda gundula gunnar gunther gustav gökhan götz gül
gülay günter günther hagen hajo hakan hale halina hanna hannah hannelore hannes hanno hans harald harry hartmut
hartwig hasan hassan hatice hauke hedda hedwig heide heidemarie heidi heidrun heike heiko heiner heino heinrich heinz
helen helena helene helga helgard helge hella hellmut helmut helmuth hendrik henning henny henriette henrik henrike
henry herbert heribert hermann hermine herta hilal hilda hilde hildegard hilmar hiltrud hinnerk hinrich hiroshi holger
horst hubert hubertus hugo huong hussein hülya hüseyin ibrahim ida ignaz igor ilayda ilka ilker ilona ilse imke immo
ina ines inga inge ingeborg inger ingmar ingo ingolf ingrid inka insa ira irena irene irfan irina iris irma irmgard
isa isabel isabell isabella isabelle ismail ismet ivan ivana ivo ivonne iwona jaap jacek jacob jacqueline jakob jan
jana janina janine janka janna jannes jannik jannis jaqueline jari jaroslaw jasmin jasper jean jeanette jelena jenni
jennifer jenny jens jeremy jessica jette jill jiri jo joachim joana joanna jobst jochen joel johann johanna johannes
john jolanta jon jona jonas jonathan jonna jorg jorge jorid josef josefa josefine joseph josephine joshua juan judith
jula jule julia julian juliana juliane julie julius justin justus jutta jördis jörg jörn jürgen kadir kai kaja karen
karin karina karl karla karolin karolina karoline karsten kaspar katarina katarzyna katharina katherina kathi kathleen
kathrin kati katja katrin kay kaya kemal kenan kerstin kevin kian kilian kim kira kirsten kirstin klara klaus klemens
knud knut kofi konrad konstantin konstanze kordula kornelia kornelius kristian kristin kristina krzysztof kunibert
kurt kwame kyra kübra lakshmi lara larissa lars lasse laura laurenz layla lea leander leif leila leman lena leni
lennart lenny leo leon leona leonard leonhard leonie leonora leopold levent levin levke li lia liane lida lidia
liesbeth liesel lilian liliana lilli lilly lina linda linh linus lisa lisbeth liselotte livia lore lorena lorenz
lothar lotta lotte louis louisa louise luca lucas lucia lucie ludger ludmila ludwig luis luisa luise lukas lukasz lutz
lydia lynn maarten madeleine madita magda magdalena magdalene magnus maher mahmut maik maike maja malaika malgorzata
malin malte mandy manfred manuel manuela marc marcel marcella marco marcus mareen mareike marek maren margareta
margarete margarethe margaux margit margot margret margrit maria mariam mariama marian marianne marie marieke mariella
marija marike marina mario marion marisa marit marita marius marjan mark marko markus marleen marlen marlene marlies
marlis marta marten martha martin martina mary maryam mateusz mathias mathilda mathilde mathis matteo matthes matthias
maurice mauro max maxi maximilian maya mechthild mechtild mehmet meike meinhard meinolf melanie melek melina melissa
meltem mercedes merle mert merve meryem mesut meta metin mia micha michael michaela michel michelle mieke miguel mika
milan milena mina mine ming minh mira miriam mirja mirjam mirko miroslav mohamad mohamed mohammad mohammed mona monika
moritz morten moussa muhammad murat mustafa nadia nadine nadja naima nana nancy natalia natalie natascha nathalie
navid neele nele nermin neslihan ngoc ngozi nguyen nicholas nick nico nicola nicolas nicole niels nihat niklas niko
nikola nikolai nikolaus nilgün nils nina nino noah noemi nora norbert norman nour nuray nuri oda oguz okan olaf ole
oleg olga oliver olivia omar omid onur orhan ortrud ortwin oscar oskar osman oswald otmar ottmar otto ousmane ozan
pamela paola parisa pascal patricia patricio patrick patrik paul paula paulina pauline pavel pawel pedro peer peggy
pelin peter petra philip philipp phillip pia piet pieter piotr priya quirin radek radka rafael rahel raik raimund
rainer raj ralf ralph ramazan ramona raoul raphael raphaela rasmus raul ravi rebecca rebekka recep regina regine
reiner reinhard reinhardt reinhold renata renate rene rené reza ria ricarda ricardo richard rico rieke rita robert
roberto robin roland rolf roman romy ronald ronja ronny rosa rosalie rose rosemarie roswitha roxana rudi rudolf rune
rupert ruth rüdiger sabina sabine sabrina sahin said salma salome salvatore sam samantha samira samuel sandra sandro
sara sarah sascha saskia sebastian selim selin selina selma selçuk semih semra sepp serap serdar sergej serkan sevim
seyma sherin shirin sibel sibylle siegbert siegfried sieglinde siegmund siegrun sigmar sigrid sigrun silas silja silke
silvana silvester silvia silvio simon simona simone sina sinan slawomir smilla sofia sofie solveig songül sonja sophia
sophie stanislav stefan stefania stefanie steffen steffi stella sten stephan stephanie stephen sunil sunniva susan
susann susanna susanne suse svantje svea sven svenja svetlana swantje swen sybille sylke sylvia sylvie sönke sören
tabea tamara tamer tanja tarek tarik tatjana tayfun thea thekla theo theodor theresa therese theresia thi thies thilo
thomas thorben thorsten thure till tilman tilmann tilo tim timm timo timon tina tino titus tjark tjorven tobias tolga
tom tomas tomasz toni torben torsten traudel traute tristan tuan tuba tugba tunde turgut tuğba tülay udo ufuk ulf ulla
ulli ulrich ulrike umut urs ursel ursula uschi uta ute uwe vadim valentin valentina valerie vanessa vera verena
veronica veronika vicky victor victoria viktor viktoria vincent viola violetta vitali vivian volkan volker volkmar
walburga waldemar walter walther waltraud wanda wei wencke wenke werner wibke wiebke wieland wilfried wilhelm
wilhelmine willi willy wilma winfried wladimir wojciech wolf wolfgang wolfram wulf xaver xenia yannick yannik yara
yasemin yasin yasmin yemi yildiz yilmaz yuki yusuf yves yvonne zainab zbigniew zehra zeynep zoe zofia zoë zuzanna
özgür özlem
""".split()  # noqa: SIM905 - a list of a thousand strings is no easier to read
)
