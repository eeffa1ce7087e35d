"""First names one meets in Germany: what tells a person from an institution. Folded to small letters."""

FIRST_NAMES = frozenset(
    """
aaron abbas abdel abdelkader abdo abdul abdullah abebe abena abiodun achim ada adaeze adalbert adam adebayo adele
adelheid adelina adem adil aditi adjoa adnan adrian aelrun aenne afia afra afshin agata agathe agnes agnieszka ahmed
ahmet aida aigul aileen aino aischa aisha ajay ajla akash akin akira akosua alaa albert alberto albrecht aldo
alejandra alejandro aleksandar aleksander aleksandra alen alena alessandro alessia alessio alex alexa alexander
alexandra alexei alexis aleyna alf alfons alfred alfredo ali alice alicia alina aline alisa aliya aljoscha alma almir
almut almuth alois aloys alper alwin alwine ama amadeus amadou amal amalia amara amel amela amelie amin amina aminata
amir amira amit amjad amélie ana ananya anas anastasia anatol anatoli anca anders andre andrea andreas andreea andrej
andrij andrzej andré aneta anett anette angela angelika angelina angelo anica anika anil anita anja anjali anke ann
anna annabell annabelle annalena annamaria anne annedore annegret anneke anneli annelie anneliese annemarie annett
annette annika anouk anselm ansgar antje antke anto antoine anton antonia antonio antonius anusch anwar aoife
apollonia aram arash arda arend arezoo arian ariane arif arik arjun arkadij arkadiusz armin arnd arne arno arnold
arnulf artem arthur artur arvid arvind arzu asha ashley ashok asli aslihan aslı asma astrid athanasios atilla attila
augustin aurel aurelia aurelie aurélie axel aya aydin aydın ayhan ayla aylin aynur ayse aysel ayten ayşe azad azadeh
azra aïcha babatunde bahar bahram baran barbara baris bartek bartholomäus bartosz bassam bastian beata beate beatrice
beatrix beatriz beeke begoña behzad bekir ben benedikt benedikta benita benjamin benno benoît bente berfin berit
bernadeta bernadette bernard bernd bernhard bernward bert berta bertha berthold bertram bettina betül beyza bianca
bilal binta birger birgit birgitta birol birte birthe bjarne björn bjørg bjørn bodo bogdan bohdan bojana bora boris
boryslav bozena bożena branka branko brigitta brigitte britt britta bruno burak burcu burghard burkard burkhard bärbel
béatrice bülent büşra cagla caitlin calogero camille canan cansu carina carl carla carlo carlos carlota carmen carola
carolin carolina caroline carsten caspar catarina catharina cathrin cecilia celine cem cemal cemil cengiz ceren
chantal charlotte chiamaka chiara chidi chinedu chinwe chiyo chloé chris christa christel christian christiane
christin christina christine christof christoph christopher ciaran cihan cilly cindy claas claire clara clarissa
claude claudia claudine claudio claudius claus clemens clément colin conceição concetta conny conrad constantin
constanze cora cordula corina corinna corinne cornelia cornelius cosima cosmin cristina curt cyril czesław cäcilia
céline dagmar dalia damian damir dana daniel daniela daniele danuta daria dario darius dariusz darya david davide
davor dean debora deborah deepa deepak deepika deike deirdre dejan delia demet denis denise deniz dennis derya desiree
detlef detlev diana didem diego dieter dietgard dietlind dietmar dietrich dijana dilara dilek dimitri dimitrios dina
dinara dirk ditte divya djamila dmitri dmitrij dmytro dogan domenico dominic dominik dominika dominique donata dora
doreen dorett dorian doris dorit dorota dorothea dorothee dragan dragana dražen dubravka duc dunja dustin duygu dörte
dörthe düzen eberhard ebru ebubekir ece ecem eckart eckehard eckhard eckhart edda edeltraud edgar edin edith edmund
eduard edwin egbert eginhard egon ehab ehrentraud ehrhard eike eilert ekaterina ekkehard ekkehart ekrem elena eleni
eleonora eleonore elfi elfriede elias elif elin elisa elisabeth elisabetta elise elke ella ellen elly elmar elodie
eloise elsa elsbeth elvan elvir elvira elżbieta emanuel emeka emel emil emilia emilie emilio emily emina emine emir
emma emmanuel emmerich emrah emre ender enes engelbert enno enrico enzo eoin ercan erdal erdem erdmann erdmute erdoğan
eren ergün erhard eric erich erik erika erkan erna ernst erol ersin ertan erwin esra esteban esther ethel etienne
eugen eugenia eva evelin eveline evelyn evgenij evi evrim ewa ewald ewelina eylem ezgi fabian fabienne fabio fabrizio
fadi fadime fahima faisal falko farah farid farida farzaneh fatih fatima fatma fatou fatoumata fawzia federica
federico felicitas felix fenja fenna ferdinand ferdos ferenc fergus ferhat feride feridun fernanda fernando fiete
fikret filip filippo filiz finn fiona fionn fiorella fjodor flora florentine florian focko folkert franca francesca
francesco franco frank franka franz franziska françois françoise frauke fred frederic frederik frederike freia freya
frida fridolin frieda friedemann frieder friedericke friederike friedhelm friedrich frithjof fritjof fritz frédéric
funda funmi fátima fırat gabi gabor gabriel gabriela gabriele gabriella galina gamze ganesh gareth gebhard geert
geesche geneviève gennady geoffrey georg george georgia georgios gerald geraldine gerd gerda gereon gerhard gerlind
gerlinde gernot gero gerold gerrit gert gerti gertraud gertrud gesa gesche gesine ghada giancarlo gianluca gianni
gideon giesela gilbert giorgia giorgio giovanna giovanni gisbert gisela giselher gitta giulia giuseppe giuseppina
gizem gleb gonca gonzalo gonçalo goran gordana gottfried graham grażyna gregor greta gretchen grete grit grzegorz
gráinne guadalupe gudrun guido guilherme guillaume gunda gundula gunnar gunnhild gunter gunther gustav gwen gwendolyn
györgy gábor gérard gökhan gönül götz gül gülay gülcan gülsen güney günter günther gürkan habbo habib hadi hagen haiko
hajo hakan hale halil halina halldor halyna hamid hamza hanan handan hanna hannah hannelore hannes hanno hans hansjörg
harald hardy haris harriet harro harry hartmut hartwig haruka harun haruto hasan hassan hatice hauke haydar haye
heather hedda hedwig heide heidemarie heidi heidrun heike heiko heiner heinke heino heinrich heinz hektor helen helena
helene helga helgard helge hella hellmut helma helmar helmfried helmut helmuth hendrik hendrike henner henning henny
henri henriette henrik henrike henry henryk herbert heribert hermann hermine herta hertha hervé hiba hicham hilal
hilda hildburg hilde hildegard hilke hilmar hiltraud hiltrud hinnerk hinrich hiroshi hisham hjalmar hoang holger holm
horst hossam hossein hubert hubertus hugo huong hussein håkon hélène hülya hüseyin ibo ibrahim ibrahima ida idil
ifeoma ignacio ignaz igor ihno iker ilaria ilayda ildikó ilhan ilja ilka ilkay ilker ilona ilse imad imane imke immo
imre ina indira ines inga ingbert inge ingeborg inger ingmar ingo ingolf ingrid ingvar ingvild inka inken inna insa
inés inês ioana ira irek irena irene irfan irina iris irma irmela irmgard irmtraud iryna isa isabel isabell isabella
isabelle ismail ismet isolde istván itziar ivan ivana iveta ivica ivo ivonne iwan iwona jaap jacek jacob jacqueline
jadwiga jakob jalal jamal jamila jan jana jane janet janina janine janis janka janna jannes jannik jannis janosch
janusz jaqueline jari jaroslav jaroslaw jarosław jasim jasmin jasmina jasna jasper javier javiera jean jeanette
jeannette jeannine jegor jelena jella jelto jenni jennifer jenny jens jens-uwe jeremias jeremy jerzy jesko jessica
jesús jette jihoon jill jin jiri jitka jiří jo joachim joan joana joanna joao joaquín jobst jochen joel johan johann
johanna johannes john jolanda jolanta jolanthe jon jona jonas jonathan jonna joost jordi jorg jorge jorid joris josef
josefa josefine joseph josephine joshua josip josipa jost josé jovan jovana joão juan judith juha jukka jula jule
julia julian juliana juliane julie julio julius jurij justin justus justyna jutta jérôme józef jördis jörg jörn jørgen
jørn jürg jürgen kaan kadir kai kaija kaja kamal kamil kamila karen karim karima karin karina karl karla karlheinz
karola karolin karolina karoline karsten kasimir kaspar katalin katarina katarzyna katarína kateryna katharina
katherina kathi kathleen kathrin kati katja katrin kavita kay kaya kazim kazimierz kazım kea keith kemal kenan kenji
kenny keno kerem kerim kerstin kevin khadija khaled kian kilian kim kinga kira kiran kirill kirsten kirstin kjell
kjersti klaas klara klaus klemens knud knut koffi kofi konrad konstantin konstantinos konstanze koray korbinian kord
kordula kornelia kornelius kreszentia kristian kristin kristina kristof krystyna krzysztof kseniia kunibert kunigunde
kuno kurt kwabena kwame kyra käthe kübra ladina laetitia laila lakshmi lale lambert lamine lara larisa larissa lars
lasse laszlo latifa laura laurent laurenz laurin layla lea leander leif leila leman lena leni lenka lennard lennart
lenny leo leon leona leonard leonhard leonie leonor leonora leonore leopold leopoldine lesya leszek levent levi levin
levke leyla leïla li lia liam liane lida lidia liesbeth liesel lieselotte lilian liliana lilli lilly lilo lily lina
linda linh linus lisa lisbeth liselotte lisette livia ljiljana ljudmila lone lore lorena lorenz lorenzo lothar lotta
lotte louis louisa louise loïc luana luc luca lucas lucia luciano lucie lucía ludger ludmila ludmyla ludwig luigi luis
luisa luise luitgard luka lukas lukasz lutz luzia lydia lynn lyudmyla lászló maarten maciej madeleine madita madlen
mads maeve magda magdalena magdalene magnus mahdi maher mahmoud mahmud mahmut maik maike maja majid maksim maksym
malaika malak malgorzata malik malika malin malina malte mamadou mandy manfred manish manja manolo manuel manuela mara
marc marcel marcella marcello marcin marco marcus mareen mareike mareile marek maren maret margareta margarete
margarethe margarida margaux margit margot margret margrit maria mariam mariama marian mariana marianne marie marieke
mariella marietta marija marijana marike marina mario marion maris marisa marisol marit marita marius mariusz mariya
marja marjan mark marko markus marleen marlen marlene marlies marlis marlon marta marten martha martin martina marvin
mary maryam masoud massimo mateusz mathias mathieu mathilda mathilde mathis mats mattea matteo matthes matthias
matthis matthäus matti mattis maurice mauricio maurizio mauro max maxi maxime maximilian maya maëlle małgorzata
mechthild mechtild meera mehdi mehmet mehtap mei meike meinhard meinhild meinolf meinrad melanie melek meliha melike
melina melis melissa melitta meltem menno mercedes merete merle mert merten merve meryem mesut meta metin mette mia
micha michael michaela michail michal michel michele michelle mieczysław mieke miguel mihai mihajlo mihály mika mikael
mike mikko mila milan milena milica milos mina mine ming minh minji minna mira mirco mireille miriam mirja mirjam
mirjana mirka mirko miroslav mirosław mirsad mladen mohamad mohamed mohammad mohammed mohsen momme mona monica monika
montserrat moritz morten mounir mourad moussa muhammad muhammed muhammet muharrem mukesh murat musa mustafa mykola
myriam myroslava müge münevver nabil nadeschda nadezhda nadia nadija nadim nadine nadja naima najib nana nancy naoki
naoko naomi nasrin nasser natalia natalie natalija nataliya natascha nathalie navid nawal nazan nazanin nazim nazli
nebojša necati necla neele neha nele nelly nenad nepomuk nermin neslihan nesrin nevin nevzat neşe ngoc ngozi nguyen
nguyet niall niamh nicholas nick nico nicola nicolai nicolas nicole nicoletta niels nigel nihal nihat nikita niklas
niko nikola nikolai nikolaj nikolaos nikolas nikolaus nilgün nils nilüfer nina ninia nino ninoslav nisha nkechi nneka
noah noemi nora norbert norma norman notburga nour noémie nuno nuray nurcan nurgül nuri nuria núria océane oda odette
oguz okan okka okke okko oksana oktay olaf olav ole oleg oleh oleksandr oleksandra oleksij olena olga olha oliver
olivia oluwaseun omar omid ondřej onno onur orhan orkun ornella orsolya ortrud ortrun ortwin oscar oskar osman ostap
oswald othmar otmar ottilie ottmar otto ottokar oumar ousmane owen oya ozan oğuz pablo pamela paola paolo parisa
parviz pascal pascale pasquale patricia patricio patrick patrik patrizia paul paula paulina pauline pavel pavlo pawel
paweł pedro peer peggy pelin perihan petar peter petra petros petter philine philip philipp philippa philippe phillip
philomena pia pierluigi pierre piet pieter pietro pilar pina pinar piotr pirmin pjotr pooja prakash predrag priya
przemysław pádraig päivi pınar quirin rabea rabia rachel rachid radek radka radoslaw radu rafael rafaela rafał raffael
raffaella ragna ragnar ragnhild rahel rahul raik raimund rainer raj rajesh rakesh ralf ralph ramazan ramin ramona rana
randolf ranga rania raoul raphael raphaela raphaël raquel rashid rasmus ratko raul ravi raúl rebecca rebekka recep
redelf reem reemt regina regine regula reiko reimar reimer reimund reiner reinhard reinhardt reinhild reinhold remmer
renata renate renato rene renko rené resa resi reto reyhan reza rhena rhys ria ricarda ricardo riccardo richard rico
rieke riikka rikke rilana rima rita robert roberta roberto robin rocco rocío roderich rodrigo roger rohan roksolana
roland rolf roman romina romy ronald ronja ronny rosa rosalba rosalie rosanna rosaria rose rosemarie rosi rosina
rosmarie rostyslav roswitha rowan rowena roxana roya ruben rudi rudolf rui rukiye runa rune runhild rupert ruprecht
ruslan ruth ruza ryszard réka rémi rüdiger rıza saad sabina sabine sabri sabrina sadaf saeed safa sahin sahra said
saida sakura salah salih saliha salim sally salma salome salvatore sam samantha sami samia samir samira samuel sana
sandra sandro sanja sanjay santiago saoirse sara sarah sarita sascha saskia satoshi saša sead sebald sebastian sebnem
seda sedat sekou selim selin selina selma selçuk sema semih semra senad senem senta sepp serap serdar sergei sergej
sergii sergio serhij serkan serpil sevda severin sevgi sevil sevim seydou seyma sezen sezer shadi shahin shanti sherin
shirin shreya sibel sibylla sibylle siebo siegbert siegfried sieglinde siegmar siegmund siegrid siegrun sigi siglinde
sigmar sigrid sigrun sigurd sigurdur siham silas silja silke silvana silvester silvia silvio simon simona simone sina
sinan sinem sinja sinéad siobhan sissi sita sixtus slavica slawomir slobodan smilla snezana snežana sofia sofie
soheila solomiya solveig solvejg solène songül sonja soo sophia sophie soraya sorcha souad srđan stanislav stanislaw
stanisław stefan stefania stefanie stefano steffen steffi stella sten stepan stephan stephanie stephen steve steven
stina stjepan stéphane suat suleika sunhild sunil sunita sunniva suresh susan susann susanna susanne suse suzan
svantje svea sven svenja svetlana svetozar svitlana swaantje swantje swen swetlana sybille sylke sylvain sylvester
sylvia sylvie sylwia szymon sébastien sönke sören søren süleyman sümeyye sławomir tabea tadeusz tahir takeshi tamara
tamer tamina tammo taner tanja tankred taras tarek tarik tariq tarkan tassilo tatiana tatjana tatyana tayfun telse
tendai teresa tessa tetiana tetjana thabo thandi thanh thea thekla theo theodor theodora theres theresa therese
theresia thi thibault thies thilo thomas thorben thore thorsteinn thorsten thure thuy thérèse tiago tibor tiffany
tihomir tilda till tillmann tilman tilmann tilo tim timm timo timon timur tina tine tino titus tiziana tjade tjark
tjorven tobias tolga tom tomas tomasz tomislav tomke tommaso tomáš toni toralf torben torbjörn tordis torge torsten
traudel traugott traute trevor tristan trixi trude tuan tuba tugba tuncay tunde turgut tuğba tyra tülay tülin ubbo
uche udo ueli ufuk ulf uli ulla ulli ulrich ulrik ulrika ulrike umberto umut undine urs ursel ursina ursula urszula
urte uschi uta ute utta uwe uğur vadim valentin valentina valentino valeria valerie valérie vanessa vasile vasilios
vassilios vasyl veit veli vera verena veronica veronika veronique vesna vicente vicky victor victoria vijay vikram
viktor viktoria viktorija vilma vincent vincenzo vinzenz viola violetta vitali vitalij vito vittoria vitus vivian
vivien višnja vladan vladimir volkan volker volkert volkhard volkmar volodymyr vreni vroni vsevolod václav véronique
wael walburga waldemar walid wallburga wally walter walther waltraud waltraut wanda wanjiru wassili wei wencke
wendelin wenke wenzel werner wiard wibke wido wiebke wieland wiesława wiete wigand wigbert wilfried wilhelm wilhelmine
wilko willi willibald willy wilm wilma wiltrud winfried winnie winrich witold wladimir wojciech wolf wolfgang wolfhard
wolfram wulf wübbo władysław xaver xavier xenia xiao xiaoming ximena yaa yahya yann yannick yannik yara yaren yaroslav
yasemin yasin yasir yasmin yasmina yassin yavuz yaw yaşar yeliz yemi yevhen yeşim yildiz yilmaz ying ylva yoko yousef
youssef youssra yuki yulia yuliya yuna yunus yusra yusuf yves yvette yvonne yıldırım yıldız zacharias zahra zaid
zainab zbigniew zdenka zdeněk zdravko zdzisław zehra zeinab zeki zeliha zeljko zenzi zerrin zeynep zhanna ziad zita
zlatko zoe zofia zohra zola zoltan zoltán zoran zoryana zoë zsuzsa zuzana zuzanna zygmunt zübeyde zühal álvaro ángel
ángela ägidius åke åsa édouard élise élodie émile étienne íñigo ömer özcan özge özgül özgür özlem østen øystein ülkü
ümit þorsteinn İlker łukasz şahin şenay şeyma şule şükran željka
""".split()  # noqa: SIM905 - a list of a thousand strings is no easier to read
)
