export interface Emoji {
  emoji: string;
  /** What it is called, in English and Spanish, parted by blanks. */
  words: string;
}

/** The emoji that creators' captions are written with: one a line, behind it the words it is found by. */
const TABLE = `
😀 grin happy smile sonrisa feliz alegre
😃 smile happy joy sonrisa alegría
😄 laugh happy smile risa feliz
😁 beaming grin sonrisa dientes
😅 sweat relief laugh sudor alivio risa
😂 tears joy laugh lágrimas risa
🤣 rolling laugh floor carcajada risa
🙂 slight smile sonrisa leve
😉 wink guiño
😊 blush smile rubor sonrisa
😇 angel halo innocent ángel inocente
🥰 love hearts adore amor corazones enamorado
😍 heart eyes love ojos corazón amor
🤩 star eyes wow estrellas asombro
😘 kiss beso
😋 yum delicious tasty rico delicioso sabroso
😜 wink tongue playful guiño lengua broma
🤗 hug abrazo
🤔 think wonder pensar duda
😎 cool sunglasses gafas guay
🥳 party celebrate fiesta celebrar cumpleaños
😌 relieved calm alivio calma
😴 sleep tired dormir sueño
😭 cry sob llorar llanto
😱 scream shock grito susto
😮 surprise wow sorpresa
😢 sad tear triste lágrima
😤 triumph huff orgullo resoplar
🤯 mind blown explode alucinar explotar
🥹 touched tears holding emoción lágrimas
🫶 heart hands love manos corazón amor
👋 wave hello bye saludo hola adiós
👌 ok perfect perfecto vale
✌️ peace victory paz victoria
🤞 luck crossed fingers suerte dedos
👍 thumbs up like yes pulgar bien sí
👎 thumbs down no pulgar mal
👏 clap applause bravo aplauso
🙌 hands celebrate hooray manos celebrar
🙏 thanks pray please gracias rezar favor
🤝 handshake deal acuerdo manos
💪 strong muscle fuerza músculo
👉 point right look señalar derecha
👇 point down below señalar abajo
☝️ point up one señalar arriba
✍️ write escribir
👀 eyes look ojos mirar
🧠 brain idea cerebro
👨‍👩‍👧 family familia
👩‍🎨 artist painter artista pintora
👩‍🍳 cook chef cocinera
👩‍💻 computer work ordenador trabajo
🧑‍🌾 farmer field campo agricultor
❤️ heart love red corazón amor rojo
🧡 heart orange corazón naranja
💛 heart yellow corazón amarillo
💚 heart green corazón verde
💙 heart blue corazón azul
💜 heart purple corazón morado
🤎 heart brown corazón marrón
🖤 heart black corazón negro
🤍 heart white corazón blanco
💔 heart broken corazón roto
💕 hearts love corazones amor
✨ sparkles new shine brillo nuevo destellos
⭐ star estrella
🌟 star glow estrella brillo
🔥 fire hot fuego tendencia
💥 boom collision explosión
💯 hundred perfect cien perfecto
🎉 party celebrate confetti fiesta celebrar confeti
🎊 confetti party confeti fiesta
🎁 gift present regalo
🎈 balloon globo fiesta
🎂 cake birthday tarta cumpleaños
🏆 trophy win trofeo ganar
🥇 gold medal first medalla oro primero
🎯 target goal diana objetivo
🚀 rocket launch cohete lanzamiento
💡 idea light bulb bombilla luz
📣 announce megaphone anuncio megáfono
📢 announce loud anuncio altavoz
🔔 bell reminder campana aviso
📌 pin place chincheta fijar
📍 location place pin lugar ubicación
🔗 link enlace
🔝 top arriba mejor
🆕 new nuevo
🆓 free gratis
✅ check done yes hecho sí listo
❌ cross no wrong cruz error
❗ exclamation important exclamación importante
❓ question pregunta
⚠️ warning aviso atención
➡️ arrow right flecha derecha
⬇️ arrow down flecha abajo
⏰ alarm clock time despertador hora
⏳ hourglass wait reloj arena espera
📅 calendar date calendario fecha
🗓️ calendar plan calendario plan
📷 camera photo cámara foto
📸 camera flash photo cámara foto
🎥 film camera video cine vídeo
🎬 clapper film action claqueta rodaje vídeo
🎞️ film frames película fotogramas
🎤 microphone sing micrófono cantar
🎧 headphones music auriculares música
🎵 music note música nota
🎶 music notes música notas
🎨 art paint palette arte pintura paleta
🖌️ brush paint pincel pintar
✏️ pencil draw lápiz dibujar
📝 note write nota escribir
📚 books read libros leer
📖 book open libro leer
💻 laptop computer portátil ordenador
📱 phone mobile móvil teléfono
🛍️ shopping bags compras bolsas
🛒 cart shop carrito compra
💰 money bag dinero
💸 money spend dinero gasto
🏷️ label price sale etiqueta precio oferta
💳 card pay tarjeta pago
📦 parcel box ship paquete caja envío
🚚 delivery truck entrega camión envío
🏠 home house casa hogar
🏡 home garden casa jardín
🏪 shop store tienda
🛠️ tools make herramientas taller
🧰 toolbox caja herramientas
🔨 hammer build martillo
🧵 thread sew hilo coser
🧶 yarn knit lana tejer
🪡 needle sew aguja coser
🧺 basket cesta
🏺 pottery vase clay cerámica jarrón barro
🫖 teapot tea tetera té
🍵 tea cup té taza
☕ coffee cup café taza
🍽️ plate dinner eat plato cena comer
🍴 cutlery eat cubiertos comer
🍞 bread pan
🥐 croissant cruasán
🥖 baguette bread barra pan
🧀 cheese queso
🍕 pizza
🍔 burger hamburguesa
🌮 taco
🥗 salad ensalada
🍝 pasta spaghetti espaguetis
🍣 sushi
🍪 cookie galleta
🍰 cake slice tarta trozo
🧁 cupcake magdalena
🍫 chocolate
🍦 ice cream helado
🍓 strawberry fresa
🍋 lemon limón
🍊 orange naranja
🍎 apple manzana
🍇 grapes uvas
🥑 avocado aguacate
🍅 tomato tomate
🌶️ pepper spicy chili picante
🧅 onion cebolla
🧄 garlic ajo
🫒 olive aceituna
🍷 wine vino
🍺 beer cerveza
🍹 cocktail drink cóctel bebida
🥂 cheers toast brindis
🌱 sprout plant grow brote planta crecer
🌿 herb leaf hierba hoja
🍃 leaves wind hojas viento
🍂 autumn leaves otoño hojas
🍁 maple autumn arce otoño
🌸 blossom spring flor primavera cerezo
🌷 tulip flower tulipán flor
🌹 rose rosa flor
🌻 sunflower girasol
🌼 flower daisy flor margarita
💐 bouquet flowers ramo flores
🌵 cactus
🌴 palm beach palmera playa
🌲 tree forest árbol bosque
🌳 tree árbol
☀️ sun sunny sol
🌤️ sun cloud sol nube
🌧️ rain lluvia
⛈️ storm tormenta
❄️ snow winter nieve invierno
🌈 rainbow arcoíris
🌊 wave sea ola mar
🌙 moon night luna noche
🌅 sunrise dawn amanecer
🌇 sunset city atardecer ciudad
🌍 world earth mundo tierra
🏔️ mountain snow montaña nieve
🏖️ beach holiday playa vacaciones
🏕️ camping tent acampada tienda
✈️ plane travel avión viaje
🚗 car drive coche
🚲 bike bicycle bici bicicleta
🚂 train tren
🗺️ map travel mapa viaje
🧳 suitcase travel maleta viaje
🏃 run running correr
🧘 yoga meditate yoga meditar
🏋️ gym weights gimnasio pesas
⚽ football soccer fútbol
🏀 basketball baloncesto
🎾 tennis tenis
🏊 swim nadar natación
🚴 cycling ciclismo
🎮 game play videojuego jugar
🎲 dice game dado juego
🐶 dog perro
🐱 cat gato
🐰 rabbit conejo
🐻 bear oso
🐝 bee abeja
🦋 butterfly mariposa
🐦 bird pájaro
🐟 fish pez
🐾 paws pet huellas mascota
👗 dress fashion vestido moda
👟 shoes sneakers zapatillas
👜 handbag bolso
💄 lipstick makeup pintalabios maquillaje
💅 nails uñas
💇 haircut hair pelo peluquería
🧴 lotion cream crema
🛁 bath baño
🕯️ candle vela
💍 ring jewelry anillo joya
💎 gem jewel gema joya
👑 crown queen king corona reina rey
🎓 graduate study graduación estudio
👶 baby bebé
🎄 christmas tree navidad árbol
🎅 santa christmas navidad papá noel
🎃 pumpkin halloween calabaza
👻 ghost halloween fantasma
🏳️‍🌈 pride rainbow flag orgullo bandera
♻️ recycle reciclar
🇪🇸 spain flag españa bandera
🇲🇽 mexico flag méxico bandera
🇬🇧 uk britain flag reino unido bandera
🇺🇸 usa flag estados unidos bandera
`;

const ALL: readonly Emoji[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [emoji = '', ...words] = line.split(' ');
    return { emoji, words: words.join(' ') };
  });

/** Emoji of which every word of `wanted` begins a name, in either language, accents or not; all for no words. */
export function findEmoji(wanted: string): readonly Emoji[] {
  const parts = plain(wanted)
    .split(/\s+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return ALL;
  return ALL.filter(({ words }) => {
    const names = plain(words).split(' ');
    return parts.every((part) => names.some((name) => name.startsWith(part)));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
