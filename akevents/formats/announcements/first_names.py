"""First names one meets in Germany, among them those that Faker (MIT) knows for Germany, Austria and Switzerland and that are no
ordinary words: what tells a person from an institution. Folded to small letters."""

FIRST_NAMES = frozenset(
    """
aaron abbas abdel abdelkader abdo abdul abdullah abebe abel abena abiodun abraham abram achim ada adaeze adalbert adam
adebayo adelbert adele adelgunde adelheid adelina adelinde adeline adem adil adina adis aditi adjoa admir adnan adolf
adolfine adrian adriana adriane adriano adrienne aelrun aenne aferdita afia afra afrim afshin agata agatha agathe agim
agnes agnese agnieszka agnès agron ahmad ahmed ahmet aida aigul aileen aino aischa aisha ajan ajay ajla ajna akash
akin akira akosua alaa alain alan alara alban albert albertine alberto albin albina albrecht albulena aldin aldo
alejandra alejandro aleksandar aleksander aleksandr aleksandra aleksej alen alena alessandra alessandro alessia
alessio alex alexa alexandar alexander alexandra alexandre alexandros alexei alexej alexia alexis aleyna alf alfons
alfonso alfred alfredo ali alice alicia alicja alida alina aline alisa alisha alison alissa alix aliya aljoscha alla
alma almir almut almuth alois aloisia aloys alper altin alvaro alwin alwina alwine alyssa ama amadeus amadou amal
amalia amalie amanda amandine amar amara amel amela amelia amelie amin amina aminata amir amira amit amjad amra amélie
ana anabela anabella ananya anas anastasia anastasios anatol anatoli anatolij anaïs anca anders andjela andjelina
andre andrea andreas andree andreea andrei andreia andrej andres andrew andrey andri andrij andrin andrina andrzej
andré andrée andy anes aneta anett anette angela angelika angelina angelique angelo angélique anica anika anil anina
anisa anita anja anjali anka anke ann anna annabell annabella annabelle annalena annaliese annalisa annalise annamaria
annamarie anne annedore annegret annegrete annekatrin anneke annelene anneli annelie annelies anneliese annelise
annelore annemarie annemie annerose annett annette anni annick annie annika annina annita anny anouk anselm ansgar
ante anthony antje antke anto antoine antoinette anton antonella antonia antonie antonietta antonina antonino antonio
antonios antonius antónio anusch anwar aoife apollonia apostolos aram arash arben arbnor arda ardian ardit ardita
arend arezoo arian ariana ariane arianna aribert arif arik arjun arkadij arkadiusz arlette arlind arlinda armando
armend armin arnd arndt arne arnfried arnim arno arnold arnulf aron arsim arta artan artem arthur artur arvid arvind
arzu asha ashley ashok asli aslihan aslı asma assunta asta astrid astrit athanasios atilla attila audrey augusta
augustin augusto aurel aurelia aurelie aurelio aurore aurélie ava avni axel aya aydin aydın ayhan ayla aylin aynur
ayse aysel ayten ayşe azad azadeh aziz azra aïcha babatunde babett babette bahar bahram bajram baldur balthasar balz
baran barbara baris bartek bartholomäus bartosz bashkim basil bassam bastian bayram beat beata beate beatrice beatrix
beatriz beeke begoña behzad bekim bekir bela belinda ben benedict benedikt benedikta beni benita benjamin benno benoît
bente berat berend berfin berit bernadeta bernadette bernard bernd berndt bernfried bernhard bernhardine bernt
bernward berra bert berta bertha berthe berthold bertold bertram besart besarta besim besnik betina betti bettina
betty betül beyza biagio bianca bianka bilal biljana binta birger birgid birgit birgitt birgitta birol birte birthe
bjarne björn bjørg bjørn blanka blerim blerina blerta bluette boban bodo bogdan bohdan bojan bojana bora boris
boryslav bozena bożena branislav branka branko brian brigitta brigitte brit brita britt britta broder bruna brunhild
brunhilde bruni bruno bryan bujar bukurije burak burckhard burcu burghard burim burkard burkhard burkhardt bärbel
béatrice bülent büşra cagla caitlin calogero calvin camilla camille canan cansu caren carin carina carine carl carla
carlo carlos carlota carlotta carmela carmelo carmen carola carole carolin carolina caroline carsten caspar cassandra
catarina caterina catharina catherine cathleen cathrin catia catrin cecilia cedric celal celia celina celine cem cemal
cemil cengiz centa ceren cetin chantal charles charline charlotte chiamaka chiara chidi chinedu chinwe chiyo chloé
chris christa christel christelle christian christiana christiane christin christina christine christl christof
christoph christophe christopher christos ciaran cihan cilli cilly cindy cinzia claas claire clara clarissa claude
claudia claudine claudio claudius claus clemens cláudia cläre clémence clément colette colin conceição concetta conny
conrad constantin constanze cora coralie cord cordula corina corine corinna corinne cornel cornelia cornelius corsin
cosima cosimo cosmin cristian cristiana cristiano cristina csaba curdin curt cynthia cyril cyrill czeslaw czesław
cátia cäcilia cäcilie cécile cédric célia céline dafina dagmar dagobert dajana dalia dalibor damaris damian damiano
damien damir damjan dana danica daniel daniela daniele danielle danijel danijela danilo danièle danny danuta dardan
daria dario darius dariusz darko darya dave david davide davor dean debora deborah deepa deepak deepika deike deirdre
dejan delia delphine demet denis denise deniz dennis denny derya desiree desirée detlef detlev devin diana diar didem
didier diedrich diego dierk dieter dietgard diethard diethelm diether dietlind dietlinde dietmar dietrich dijana
dilara dilek dimitri dimitrios dina dinara dino diogo dion dirk ditmar ditte dittmar divya djamila dmitri dmitrij
dmytro dogan dolores domenic domenica domenico domingos dominic dominik dominika dominique donald donat donata
donatella donato dora doreen dorett dorian dorina doris dorit dorle dorota dorothe dorothea dorothee dragan dragana
dragica drago dražen drilon drita driton dubravka duc dunja dursun dusan dustin duygu dylan déborah désirée dörte
dörthe düzen eberhard eberhardt ebru ebubekir ece ecem eckard eckart eckehard eckhard eckhardt eckhart eda edda
edelbert edelgard edeltraud edeltraut edeltrud edgar edin edina edit edith editha edmond edmund edon edona eduard
eduardo edward edwin egbert eggert eginhard egon egzon egzona ehab ehrenfried ehrentraud ehrhard eike eileen eilert
eitel ekaterina ekkehard ekkehart ekrem ela elda elea elena eleni elenore eleonora eleonore elfi elfie elfriede elia
eliana eliane elias elif elin elina eline elio elisa elisabet elisabete elisabeth elisabetha elisabetta elise eliza
elizabeth elke ella ellen elli ellie ellinor elly elma elmar elodie eloise elona eloïse elsa elsbeth elvan elvir
elvira elvis elwira elyas elzbieta eléonore elżbieta ema emanuel emanuela emanuele emeka emel emely emil emilia
emilian emilie emilija emilio emily emin emina emine emir emma emmanuel emmanuelle emmerich emmi emmy emrah emre ender
endrit enea enes engelbert engin enis ennio enno enrico enrique ensar enver enya enzo eoin ercan erdal erdem erdmann
erdmute erdogan erdoğan eren ergün erhard erhardt eric erica erich erik erika erina erion erkan erna ernest ernestine
ernesto ernst erol ersin ertan erwin esma esra esteban estelle ester esther ethel etienne etta eugen eugenia eugenie
eugenio eva evamaria evan evangelia evangelos evelin eveline evelyn evelyne evgenij evi evrim ewa ewald ewelina eylem
ezgi fabia fabian fabiana fabienne fabio fabiola fabrice fabrizio fadi fadil fadime fahima faisal falk falko fanny
farah farid farida faruk farzaneh fatih fatima fatime fatma fatmir fatmire faton fatou fatoumata fawzia federica
federico fedor felice felicia felicitas felipe felix felizitas fenja fenna ferdi ferdinand ferdos ferenc fergus ferhat
feride feridun fernanda fernande fernando fiete fikret filip filipa filipe filippo filiz filomena finn fiona fionn
fiorella fisnik fitim fitore fjodor flamur flavia flavio flora florent florentin florentina florentine florian
floriane florim florin flurin flurina focko folker folkert franca francesca francesco francine francis francisca
francisco franco francoise franjo frank franka franz franziska françois françoise frauke fred freddy frederic frederik
frederike fredi fredo fredy freia freya frida fridolin frieda friedbert friedemann frieder friedericke friederike
friedhelm friedhilde friedhold friedl friedlinde friedo friedrich frithjof fritjof fritz frédéric frédérique funda
funmi fynn fábio fátima fırat gabi gabor gabriel gabriela gabriele gabriella gabrielle gaby gaetano gaia galina gamze
ganesh ganimete gareth gazmend gaëlle gebhard geert geesche gemma geneviève gennady gennaro genoveva geoffrey georg
george georges georgette georgia georgine georgios gerald geraldine gerard gerardo gerd gerda gerdi gereon gerfried
gerhard gerhardt gerhart gerhild gerlind gerlinde germaine gernot gero gerold gerolf gerrit gert gerta gerti gertraud
gertraude gertraut gertrud gertrude gerwin gesa gesche gesine geza ghada ghislaine giacomo giada gian giancarlo
gianfranco gianluca gianna gianni gideon giesela gil gilbert gilberte gilda gilles gina ginette gino gioia gion
giorgia giorgio giovanna giovanni gisa gisbert gisela giselher gislinde gisèle gitta gitte giulia giuliana giuliano
giulio giuseppa giuseppe giuseppina gizem gladys gleb gonca gonzalo gonçalo goran gordana gordon gottfried gotthard
gotthilf gotthold gottlieb gottlob graham grazia graziella grazyna grażyna gregor gregory greta gretchen grete gretel
gretl grit grzegorz gráinne guadalupe gudrun gudula guenter guenther guido guilherme guillaume guiseppe gunar gunda
gundel gundi gundolf gundula gunhild gunnar gunnhild gunter gunther guntram gustav gusti guy gwen gwendolyn györgy
gzim gábor géraldine gérard gökhan gönül götz gül gülay gülcan gülsen gülten güney günter günther gürkan habbo habib
hadi hagen haiko hajo hakan hale halil halina halldor halyna hamid hamza hana hanan handan hanife hanna hannah
hannchen hanne hannelore hannes hanni hanno hanns hanny hans hansgeorg hansjoachim hansjörg hansjürg hansjürgen
hanspeter hansruedi hansueli harald hardy haris harm harold harri harriet harro harry hartmut hartmuth hartwig haruka
harun haruto hasan hassan hasso hatice hauke haydar haye heather hedda hedi hedwig hedy heide heidelinde heidelore
heidemarie heiderose heidi heidrun heidy heike heiko heimo heiner heinfried heini heinke heino heinrich heinz hektor
helen helena helene helfried helga helgard helge hella hellmut hellmuth helma helmar helmfried helmtrud helmut helmuth
hendrik hendrike henner henni henning henny henri henriette henrik henrike henry henryk herbert heribert herlinde
herma hermann hermine herrmann herta hertha hervé herwig hiba hicham hilal hilda hildburg hilde hildegard hildegart
hildegund hildegunde hilke hilma hilmar hiltraud hiltrud hinnerk hinrich hiroshi hisham hjalmar hoang holger holm
horst hossam hossein hubert hubertine hubertus hugo huguette hulda huong hussein håkon hélène hülya hüseyin ian ibo
ibrahim ibrahima ida idil idriz ifeoma ignacio ignatz ignaz igor ihno iker ilaria ilayda ildiko ildikó ilenia ilhan
ilias ilija ilir ilja ilka ilkay ilker ilona ilonka ilse imad imane imelda imer imke immo imre ina indira ines inga
ingbert inge ingeborg ingeburg ingelore inger ingetraud ingetraut ingmar ingo ingolf ingrid ingried ingvar ingvild
inka inken inna insa inès inés inês ioana ioannis ira irek irena irene irfan irina iris irma irmela irmengard irmgard
irmhild irmi irmingard irmtraud irmtraut irmtrud iryna irène isa isabel isabell isabella isabelle isidor ismael ismail
ismet isolde istvan istván itziar iva ivan ivana ivanka ivano iveta ivica ivo ivonne iwan iwona jaap jacek jack jacob
jacqueline jacques jadwiga jaime jakob jakub jalal jamal james jamie jamila jan jana jane janet janett janette janic
janick janik janin janina janine janis janka janko jann janna jannes jannik jannis janos janosch janus janusz
jaqueline jara jari jaron jaroslav jaroslaw jarosław jasim jasin jasmin jasmina jasmine jasna jason jasper javier
javiera jayden jaël jean jeanette jeanine jeanne jeannette jeannine jeffrey jegor jelena jella jelto jenni jennifer
jenny jens jens-uwe jeremias jeremy jerome jerzy jesko jessica jessika jesús jetmir jeton jette jihoon jil jill jin
jiri jitka jiří jo joachim joan joana joanna joanne joao joaquim joaquín jobst jocelyne jochem jochen joel joelle
joerg johan johann johanna johanne johannes john jolanda jolanta jolanthe jon jona jonah jonas jonathan jonna joost
jordi jorg jorge jorid joris jose josef josefa josefina josefine joseph josephine josette joshua josiane josip josipa
jost josua josé joséphine jovan jovana joyce jozef joão joël joëlle juan juana judith juergen juha jukka jula jule
jules julia julian juliana juliane julie julien juliette julijana julio julius juna juri jurij justin justina justine
justus justyna jusuf jutta jérôme józef jördis jörg jörgen jörn jørgen jørn jürg jürgen kaan kadir kai kaija kaja
kalina kaltrina kamal kamil kamila karen karim karima karin karina karine karl karla karlfried karlheinz karola
karolin karolina karoline karsten kasimir kaspar kastriot katalin katarina katarzyna katarína katerina kateryna
katharina katharine katherina katherine kathi kathleen kathrin kathy kati katia katja katrin katy kavita kay kaya
kazim kazimierz kazım kea keith kelly kemal kenan kenji kenneth kenny keno kerem kerim kerstin ketel kevin khadija
khaled kian kiara kilian kim kinga kira kiran kirill kirsten kirstin kjell kjersti klaas klara klaudia klaus klemens
klothilde kläre knud knut koffi kofi konrad konstantin konstantinos konstanze koray korbinian kord kordula korinna
kornelia kornelius kreszentia kreszenz kriemhild krista kristian kristiane kristijan kristin kristina kristine kristof
krystyna krzysztof kseniia kujtim kunibert kunigunda kunigunde kuno kurt kushtrim kwabena kwame kyra käte käthe käthi
kübra labinot ladina ladislaus laetitia laila lakshmi lale lambert lamine lana lara larisa larissa lars lasse laszlo
latifa laura laure laureen laurence laurent laurenz lauriane laurin lavinia layla lazar lea leah leana leander leandra
leandro leart ledion leif leila lejla leman lena lene leni lenka lennard lennart lenny leo leokadia leon leona leonard
leonardo leonhard leoni leonid leonie leonor leonora leonore leontina leopold leopoldine leslie lesya leszek leticia
letizia levent levi levin levke leyla leïla li lia liam lian liana liane lida lidia lidija lidwina liesa liesbeth
lieschen liesel lieselotte lili lilia lilian liliana liliane lilija lilli lilly lilo lily lina linda lindita linh
linnea lino linus lio lioba lionel liridon liridona lirim lisa lisbeth lise liselotte lisette lissi lissy livia livio
ljiljana ljubica ljubisa ljudmila lola lone loni lora lore loredana lorena lorenz lorenza lorenzo loretta lorik lorin
loris lothar lotta lotte lotti lou louis louisa louise loïc luan luana luc luca lucas lucette lucia luciana luciano
lucie lucien lucienne lucio lucy lucía ludger ludivine ludmila ludmilla ludmyla ludwig ludwina luigi luigia luis luisa
luise luitgard luka lukas lukasz luke luljeta lulzim luna lutz luzia luzie luzius luís lya lydia lydie lynn lyudmyla
lászló léa léane léna léon léonie maarten maciej maddalena madeleine madita madlen mads mael maeva maeve magali
magarete magda magdalena magdalene magnus magret magrit mahdi maher mahmoud mahmud mahmut maida maik maike maja majid
maksim maksym malaika malak malea malena malgorzata malik malika malin malina malte mamadou mandy manfred manish manja
manolo manon manuel manuela mara marc marcel marcela marcella marcelle marcello marcelo marcia marcin marco marcos
marcus mareen mareike mareile marek maren maret marga margaret margareta margarete margaretha margarethe margarida
margarita margaritha margaux margherita margit margita margitta margot margret margreth margrit margrith marguerite
maria mariam mariama marian mariana mariangela marianna marianne marica marie mariechen marieke mariele mariella
marielle marieluise marietta mariette marija marijan marijana marika marike marilena marin marina marinette marino
mario mariola marion maris marisa marisol marissa marit marita maritta marius mariusz mariya marja marjan marjorie
mark marko markus marleen marlen marlene marlies marliese marlis marlise marlon marlyse marlène marta marten martha
marthe martin martina martine marvin mary maryam maryline maryse marzena maría masoud massimiliano massimo matej mateo
mateusz matheo mathias mathieu mathilda mathilde mathis matilda matilde mato mats mattea matteo matthes matthew
matthias matthis matthäus matti mattia mattias mattis maud maude maurice mauricio maurin maurizio mauro maurus max
maxi maxim maxime maximilian maya maël maëlle małgorzata mechthild mechthilde mechtild meera mehdi mehmet mehtap mei
meik meike meinhard meinhild meinolf meinrad melanie melek meliha melike melina melinda melis melisa melissa melita
melitta meltem melvin menno meral mercedes meret merete mergim merita merle mert merten merve meryem mesut meta metin
mette mia micha michael michaela michaele michail michal michel michela michele micheline michelle michèle mieczysław
mieke miguel mihaela mihai mihajlo mihály mijo mika mikael mike mikhail mikko mila milan milena milica milka milo
milorad milos mimoza mina mine ming minh minji minna miodrag mira miran miranda mirco mireille mirela mirella miriam
mirja mirjam mirjana mirka mirko mirlinda miro miroslav miroslaw miroslawa mirosław mirsad mischa mladen mohamad
mohamed mohammad mohammed mohsen moira momme mona monica monika monique monja montserrat morena moreno morgane moritz
morris morten mounir mourad moussa muhamed muhamet muhammad muhammed muhammet muharrem mukesh murat muriel murielle
musa mustafa muzaffer mykola myriam myroslava myrta myrtha mégane mélanie mélissa müge münevver nabil nadeschda
nadeshda nadezhda nadia nadija nadim nadin nadine nadja nadège nael naim naima najib nana nancy nando naoki naoko
naomi naser nasrin nasser natacha natali natalia natalie natalija nataliya natalja natan natasa natascha natasha
nathalie nathan nathanael navid nawal nazan nazanin nazim nazli nazmi nebojsa nebojša necati necla neele neha neil
nela nele nelio nelli nelly nelson nemanja nenad nepomuk nermin neslihan nesrin nevenka nevin nevio nevzat neşe ngoc
ngozi nguyen nguyet niall niamh nicholas nick niclas nico nicola nicolai nicolas nicolaus nicole nicoletta niels nigel
nihal nihat nik nika nikita niklas niklaus niko nikola nikolai nikolaj nikolaos nikolas nikolaus nikolina nilgün nils
nilüfer nina ninia nino ninoslav nisa nisha nives nkechi nneka noa noah noe noelia noemi nora norah norbert norina
norma norman notburga nour noé noémie noël noëlle noëmi nuno nuran nuray nurcan nurettin nurgül nuri nuria nurten
núria océane oda odette odile oguz okan okka okke okko oksana oktay olaf olav ole oleg oleh oleksandr oleksandra
oleksij olena olga olha oliver olivia olivier oluwaseun omar omer omid ondřej onno onur ophélie orhan orkun orlando
ornella orsolya ortrud ortrun ortwin oscar oskar osman ostap oswald oswin otfried othmar otmar ottfried ottilia
ottilie ottmar otto ottokar ottomar oumar ousmane owen oxana oya ozan oğuz pablo pamela paola paolo parisa parviz
pascal pascale pasquale patric patrice patricia patricio patrick patrik patrizia patrícia paul paula paulette paulina
pauline paulo pavel pavlo pawel paweł pedro peer peggy pelin perihan petar peter petr petra petros petter philine
philip philipp philippa philippe phillip philomena pia pierina pierluigi piero pierre pierrette piet pieter pietro
pilar pina pinar piotr pirmin pius pjotr polina pooja prakash predrag prisca priscilla priska priya przemysław pádraig
päivi péter pınar quentin quirin rabea rabia rachel rachid radek radka radmila radoslaw radu rafael rafaela rafał
raffael raffaela raffaele raffaella ragna ragnar ragnhild rahel rahul raik raimund rainer raisa raissa raj rajesh
rakesh ralf ralph ramadan ramazan ramin ramiz ramon ramona rana randolf ranga rania raoul raphael raphaela raphaël
raquel rashid rasmus ratko raul ravi rayan rayana raymond raymonde raymund raúl rebecca rebekka recep redelf reem
reemt regina reginald regine regula reiko reimar reimer reimund reinald reiner reingard reinhard reinhardt reinhart
reinhild reinhilde reinhold remmer remo remzi rena renata renate renato rene reni renko renzo rené renée resa resi
reto rexhep reyhan reza rhena rhys ria ricarda ricardo riccardo richard rico rieke rigo riikka rikke rilana rima rina
rinaldo rino rinor rita riza robby robert roberta roberto robin rocco rochus rocío roderich rodolfo rodrigo roger
rohan roksolana roland rolf romaine roman romane romano romeo romina romuald romy ron ronald ronja ronny ronya rosa
rosalba rosalia rosalie rosalinde rosanna rosaria rosario rose rosel roselinde rosemarie rosetta rosi rosina rosita
rosl rosmarie rostyslav roswita roswitha rotraud rotraut rouven rowan rowena roxana roxane roy roya ruben rudi rudolf
rudolph ruedi rui rukiye runa rune runhild rupert ruprecht ruslan ruth ruthild ruza ruzica ryan ryszard réka rémi rémy
rüdiger rıza saad saban sabina sabine sabri sabrina sacha sadaf sadik saeed safa safet sahin sahra said saida sakura
salah salih saliha salim sally salma salome salomé salvatore sam samanta samantha sami samia samir samira samuel
samuele sana sandor sandra sandrine sandro sandy sanela sanije sanja sanjay santiago saoirse sara sarah sarina sarita
sasa sascha saskia satoshi saverio saša sead sean sebald sebastian sebastiano sebnem seda sedat sekou selena selim
selin selina seline selma selçuk sema semih semir semra sena senad senem senol senta sepp seraina serap serdar sereina
serena serge sergei sergej sergii sergio serhij serkan serpil sevda severin sevgi sevil sevim seydou seyma sezen sezer
shaban shadi shahin shania shanti sharon sheila sherin shirin shpresa shqipe shreya sibel sibilla sibille sibylla
sibylle siebo siegbert siegfried sieghard sieglinde siegmar siegmund siegrid siegried siegrun siegward siena sigfried
sigi sigismund siglinde sigmar sigmund sigrid sigrun sigurd sigurdur siham silas silja silke silva silvan silvana
silvano silvester silvia silvio simeon simon simona simone sina sinaida sinan sinem sinisa sinja sinéad siobhan siro
sissi sita sixtus skender sladjana slavica slavisa slavko slawomir slobodan smilla snezana snežana sofia sofie sofija
soheila solange solomiya solveig solvejg solène songül sonia sonja soo sophia sophie soraya sorcha souad srđan
stanislaus stanislav stanislaw stanisław stavros stefan stefani stefania stefanie stefano steffen steffi stella sten
stepan stephan stephanie stephen steve steven stilla stina stine stjepan stéphane stéphanie suat suleika sunhild sunil
sunita sunniva suresh susan susana susann susanna susanne suse susi suzan suzana suzanne svantje svea sven svenja
svetlana svetozar svitlana swaantje swantje swen swetlana sybilla sybille sylke sylvain sylvana sylvester sylvia
sylviane sylvie sylvio sylwia szymon sébastien sérgio séverine sónia sönke sören søren sükrü süleyman sümeyye sławomir
tabea tadeusz tahir takeshi tamara tamer tamina tammo tamás taner tania tanja tankred tanya tara taras tarek tarik
tariq tarkan tassilo tatiana tatjana tatyana tayfun telse tendai tenzin teodor teodora teresa tessa tetiana tetjana
teuta thabo thaddäus thandi thanh thea theda thekla theo theobald theodor theodora theodoros theophil theres theresa
therese theresia thi thiago thibault thierry thies thilo thomas thoralf thorben thore thorsteinn thorsten thure thuy
thérèse tiago tibor tiffany tihomir til tilda till tillmann tilly tilman tilmann tilo tim timea timm timo timon
timothy timur tina tine tino titus tiziana tiziano tjade tjark tjorven tobias tolga tom tomas tomasz tomislav tomke
tommaso tomás tomáš toni tony toralf torben torbjörn tordis torge torsten traude traudel traudl traugott traute trevor
tristan trixi trude trudel trudi tuan tuana tuba tugba tuncay tunde turgut tuğba tyra tânia tülay tülin türkan ubbo
uche udo ueli ufuk ulf uli ulla ulli ullrich ulrich ulrik ulrika ulrike umberto umut undine urs ursel ursina ursula
urszula urte uschi uta ute utta uwe uğur vadim valentin valentina valentino valeri valeria valerie valerij valerio
valeska valon valérie vanesa vanessa vania vasile vasilios vassilios vasyl veit veli vera verena veronica veronika
veronique vesna vicente vicky victor victoria vijay vikram viktor viktoria viktorija vilma vincent vincenza vincenzo
vinko vinzenz viola violeta violetta violette virginie visar vitali vitalij vito vitor vittoria vittorio vitus vivian
viviana viviane vivien vivienne višnja vjollca vladan vladimir vlado vlora volkan volker volkert volkhard volkmar
volodymyr vreneli vreni vroni vsevolod václav véronique wael walburga waldemar waldtraut walentina walfried walid
wallburga walli wally walter walther waltraud waltraut waltrud wanda wanjiru wassili wei wencke wendelin wendy wenke
wenzel wera werner wiard wibke wido wiebke wieland wieslaw wiesława wiete wigand wigbert wilfried wilfriede wilhelm
wilhelmine wilko willfried willi william willibald willibert willy wilm wilma wiltrud winfried winnie winrich witold
wladimir wojciech woldemar wolf wolfgang wolfhard wolfram wulf wübbo władysław xaver xavier xenia xiao xiaoming ximena
yaa yael yahya yanick yanik yanis yann yannic yannick yannik yannis yara yaren yaroslav yasemin yasin yasir yasmin
yasmina yasmine yassin yavuz yaw yaşar yeliz yemi yevhen yeşim yildiz yilmaz ying ylenia ylva ylvie yoko yolanda
yolande yousef youssef youssra yuki yulia yuliya yuna yunus yusra yusuf yvan yves yvette yvonne yıldırım yıldız
zacharias zahra zaid zainab zara zbigniew zdenka zdeněk zdravko zdzisław zehra zeinab zeki zeliha zeljko zeno zenon
zenta zenzi zerrin zeynep zhanna ziad zita zlatko zoe zoey zofia zohra zola zoltan zoltán zora zoran zorica zoryana
zoé zoë zsolt zsuzsa zuzana zuzanna zygmunt zübeyde zühal álvaro ángel ángela ägidius änne åke åsa édouard élise
élodie émile étienne íñigo ömer özcan özge özgül özgür özlem østen øystein ülkü ümit þorsteinn İlker łukasz şahin
şenay şeyma şule şükran željka aishe auguste gangolf ineke jesper judit kerrin radegund rike wolfhart
""".split()  # noqa: SIM905 - a list of a thousand strings is no easier to read
)
